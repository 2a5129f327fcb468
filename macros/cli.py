"""Kommandona, ett per funktion. `COMMANDS` är listan."""

import gc
import os
import sys
from collections.abc import Callable
from io import TextIOWrapper

from macros.findings import shown, suggestion, visible
from macros.settings import SettingError, data_folder, out_folder, today

# Kommandona är korta processer. Skräpsamlingen tar en fjärdedel av tiden för `kontroll` och ger nästan inget minne tillbaka.
gc.disable()

HELP = """Kommandon (make <kommando> eller python -m macros <kommando>):

  bygg      kontrollerar data och bygger webbplatsen till site/
  kontroll  kontrollerar bara data och säger vad som är fel och var (också --format github, gitlab eller json)
  ratta     rättar det som kontroll har ett svar på, en sak i taget (ratta --alla: allt, ratta --torr: visar bara)
  föreslå   lägger samma rättelser som förslag på raderna i ett ändringsförslag; körs på GitHub och GitLab
  kommentera  lägger en kommentar om sidorna som ändras och nya fynd i ändringsförslaget; körs på GitHub och GitLab
  ny        frågar efter det som en ny rad måste ha och skriver den: ny insats, eller ny insats --namn … (--torr: visar bara)
  byt-id    ger en rad ett annat id, och alla hänvisningar följer med: byt-id TABELL GAMMALT NYTT (--torr: visar bara)
  visa      visar webbplatsen på den här datorn medan du ändrar
  redigera  öppnar formulär i webbläsaren för rader och texter, med fynden bredvid
  excel     excel ut [tabell …] skriver arbetsböcker att fylla i, excel in FIL prövar och för in dem
  läs       läs DOKUMENT [BUDGET] visar raderna som en ifylld blankett, rapport eller enkät blir, och läs ARBETSBOK en insats
            kvartal; --skriv skriver dem
  hämta     hämtar andra förbunds öppna data, från adresserna i hamtas.yaml, och sparar en kopia: hämta [förbund …]
  internt   internt MAPP skriver en rapport med oskyddade utfall till styrelsen, utanför webbplatsen
  arsredovisning  skriver underlaget till ett års årsredovisning i Word: arsredovisning ÅR [FIL]
  arkivera  gör en kopia av den byggda webbplatsen att läsa från disken, med kontrollsummor: arkivera ÅR [MAPP]
  test      kör alla prov
  granska   prövar byggda sidor i en webbläsare: granska [adresser …] eller granska --sedan REVISION
  nytt-forbund  gör en mapp med en egen webbplats för ett annat förbund: nytt-forbund [mapp]
  uppgradera    skriver om en mapp till programmets form: uppgradera [mapp] (--torr visar bara)
  bench     mäter hur snabbt det går (STRIKT=1: fel när ett mål inte nås)
  schema    skriver redigerarens hjälp till .schema/
  anta-plan sparar en plans matris som den antogs: anta-plan planens-id
  publicera inför det som visas om utfallen i publicerat.yaml, och sidornas adresser i adresser.txt
  las       gör om låsfilerna med beroendenas versioner
  typsnitt  gör om webbplatsens typsnitt
  format    ger all Python samma form
  kod       prövar form och typer i all Python
  js        prövar skripten för webbläsaren (behöver Node)
  tackning  kör proven och visar vilka rader och vägar de inte går igenom
  hjalp     visar den här texten

Inställningar i miljön:

  DATA=mapp                bygg en annan datamapp än data
  UT=mapp                  bygg till en annan mapp än site
  SITE_URL=adress          webbplatsens adress
  REDIGERA_URL=adress      där filerna finns, till exempel https://…/blob/main/
  SOURCE_DATE_EPOCH=tal    dagen som bygget gäller, i sekunder sedan 1970
  PORT=tal                 porten för visa, om 8000 är upptagen, och för redigera
  MOTOR=namn               sajtmotorn: mkdocs, eller properdocs
"""


def kontroll(arguments: list[str]) -> int:
    from macros import check, findings
    from macros.check import kvitterat
    from macros.check.deleted import deleted_tables
    from macros.exports.editor import write_editor_help
    from macros.publish.adressbok import guarded

    chosen = "".join(arguments).replace("=", "").removeprefix("--format") or "text"
    if chosen not in findings.FORMATS:
        raise SettingError(f"Skriv kontroll --format och ett av {', '.join(findings.FORMATS)}.")
    examined, found = guarded(check.examine(data_folder(), today())), []
    if examined.read:
        found = deleted_tables(data_folder(), examined.read.dictionary, os.environ.get("FORE", ""))
    found += examined.findings
    wrong = [finding for finding in found if finding.level == findings.FEL] if chosen == "text" else []
    sys.stdout.write(findings.FORMATS[chosen](wrong or found))  # felen står ensamma: de ska rättas innan något annat
    print(findings.summary(found, len(examined.acknowledged)), file=sys.stderr)
    if wrong and len(wrong) < len(found):
        print("Varningar och råd visas när felen är rättade.", file=sys.stderr)
    if chosen == "text" and (how_to := kvitterat.how_to(examined.findings)):
        print(how_to, file=sys.stderr)
    if examined.read:
        write_editor_help(examined.read.dictionary, data_folder())
    return 0 if examined.is_ok else 1


def ratta(arguments: list[str]) -> int:
    from macros.write import ratta as mending

    return mending.run(arguments, data_folder(), today())


def föreslå(arguments: list[str]) -> int:
    from macros.forslag import command

    return command.run(arguments, data_folder(), today(), os.environ)


def kommentera(arguments: list[str]) -> int:
    from macros.forslag import kommentera as commenting

    return commenting.run(arguments, data_folder(), out_folder(), today(), os.environ)


def ny(arguments: list[str]) -> int:
    from macros.write import ny as adding

    return adding.run(arguments, data_folder(), today())


def byt_id(arguments: list[str]) -> int:
    from macros.write import byt_id as changing

    return changing.run(arguments, data_folder(), today())


def schema(_: list[str]) -> int:
    from macros.dictionary.load import load
    from macros.exports.editor import write_editor_help

    write_editor_help(load(data_folder()), data_folder())
    return 0


def bygg(_: list[str]) -> int:
    from macros.publish import site as publish

    return publish.run(data_folder(), out_folder(), today())


def visa(_: list[str]) -> int:
    from macros.publish import preview

    gc.enable()  # servern är ingen kort process
    return preview.run(data_folder())


def redigera(arguments: list[str]) -> int:
    from macros.redigera import command

    gc.enable()
    return command.run(arguments, data_folder(), today)


def excel(arguments: list[str]) -> int:
    from macros.excel import command

    return command.run(arguments, data_folder(), today())


def läs(arguments: list[str]) -> int:
    from macros.word import command

    return command.run(arguments, data_folder(), today())


def hämta(arguments: list[str]) -> int:
    from macros.fetch import command

    return command.run(arguments, data_folder(), today())


def internt(arguments: list[str]) -> int:
    from macros.internt import command

    return command.run(arguments, data_folder(), today())


def arsredovisning(arguments: list[str]) -> int:
    from macros.arsredovisning import command

    return command.run(arguments, data_folder(), today())


def arkivera(arguments: list[str]) -> int:
    from macros.publish import arkiv

    return arkiv.run(arguments, out_folder())


def test(arguments: list[str]) -> int:
    import pytest

    gc.enable()
    return int(pytest.main(arguments or _in_parallel()))


def _in_parallel() -> list[str]:
    processes = min((os.cpu_count() or 1) + 1, 4)  # en till: proven väntar ofta på webbläsaren
    return ["-n", str(processes), "--dist", "loadscope"]


def granska(arguments: list[str]) -> int:
    from macros.tools import granska as review

    return review.run(arguments)


def nytt_forbund(arguments: list[str]) -> int:
    from macros import nytt

    return nytt.run(arguments)


def uppgradera(arguments: list[str]) -> int:
    from macros.upgrade import command

    return command.run(arguments)


def bench(arguments: list[str]) -> int:
    from macros.tools import bench as measuring

    gc.enable()
    return measuring.run(arguments)


def anta_plan(arguments: list[str]) -> int:
    from macros import check
    from macros.write import WriteRefused
    from macros.write.adopt import adopt

    try:
        print(adopt(check.examine(data_folder(), today(), pages=()), arguments))
    except WriteRefused as error:
        raise SettingError(str(error)) from error
    return 0


def publicera(_: list[str]) -> int:
    from macros import check
    from macros.publish import adressbok
    from macros.write import WriteRefused
    from macros.write.publicera import enter

    examined = check.examine(data_folder(), today())
    try:
        print(enter(examined, today()))
        print(adressbok.enter(examined))
    except WriteRefused as error:
        raise SettingError(str(error)) from error
    return 0


def las(_: list[str]) -> int:
    from macros.tools import lock

    return lock.run()


def typsnitt(_: list[str]) -> int:
    from macros.tools import fonts

    return fonts.run()


def format(_: list[str]) -> int:
    from macros.tools import code

    return code.run(code.FORMAT)


def kod(_: list[str]) -> int:
    from macros.tools import code

    return code.run(code.CHECK)


def js(_: list[str]) -> int:
    from macros.tools import code

    return code.check_javascript()


def tackning(arguments: list[str]) -> int:
    from macros.tools import code

    return test([*code.COVERAGE, *(arguments or _in_parallel())])


def hjalp(_: list[str]) -> int:
    print(HELP)
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    command.__name__.replace("_", "-"): command
    for command in (
        bygg,
        kontroll,
        ratta,
        föreslå,
        kommentera,
        ny,
        byt_id,
        visa,
        redigera,
        excel,
        läs,
        hämta,
        internt,
        arsredovisning,
        arkivera,
        test,
        granska,
        nytt_forbund,
        uppgradera,
        bench,
        schema,
        anta_plan,
        publicera,
        las,
        typsnitt,
        format,
        kod,
        js,
        tackning,
        hjalp,
    )
}


def main(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):  # å, ä och ö också i ett Windowsfönster
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    name = arguments[0] if arguments else "hjalp"
    if name not in COMMANDS:
        print(f"Kommandot {shown(name)} finns inte.{suggestion(name, COMMANDS)}\n\n{HELP}", file=sys.stderr)
        return 2
    try:
        return COMMANDS[name](arguments[1:])
    except SettingError as error:
        print(visible(str(error)), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130  # som skalet säger det: avbruten med Ctrl+C
