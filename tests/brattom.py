"""Läser provens egen källa och säger vilka prov som har bråttom: som läser sidan på en gång efter en handling, sover eller tar tid.

Ett sådant prov går igenom på en snabb dator och faller på en upptagen. Efter en handling ska provet vänta på det som sidan ska
visa: `expect`, `wait_for_…` eller `wait_until`. En hjälpare räknas som det den gör, så att en handling i den följs ut ur den.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

ACTIONS = {
    *("click", "dblclick", "press", "fill", "clear", "check", "uncheck", "set_checked", "press_sequentially", "type", "tap"),
    *("select_option", "set_input_files", "drag_to", "dispatch_event", "go_back", "go_forward", "reload"),
}
DEVICES = {"keyboard", "mouse"}
READS = {
    *("inner_text", "all_inner_texts", "text_content", "all_text_contents", "inner_html", "evaluate", "evaluate_all"),
    *("eval_on_selector", "eval_on_selector_all", "input_value", "get_attribute", "bounding_box", "content"),
    *("is_visible", "is_hidden", "is_checked", "is_enabled", "is_disabled"),
}
READS_WITHOUT_ARGUMENTS = {"count", "title"}  # text och listor har också count och title
WAITS = re.compile(r"expect_|wait_for|wait_until$|(not_)?to_(be|have|contain|match)_")
CHANGING = re.compile(
    r"\blocation(\.\w+)?\s*=[^=]|\blocation\.(assign|replace|reload)\(|\bhistory\.|\.(click|submit|requestSubmit|dispatchEvent)\("
)
CLOCKS = {"perf_counter", "monotonic", "process_time", "thread_time", "time", "time_ns", "perf_counter_ns", "monotonic_ns"}
Functions = dict[str, ast.FunctionDef]


@dataclass(frozen=True)
class Module:
    """En fil i proven: dess funktioner, det den lånar av andra och texterna som står överst."""

    name: str
    tree: ast.Module
    functions: Functions = field(default_factory=dict)  # en klass står med sin __init__
    methods: Functions = field(default_factory=dict)
    borrowed: dict[str, tuple[str, str]] = field(default_factory=dict)  # namnet här: modulen och namnet där
    texts: dict[str, str] = field(default_factory=dict)


def read_module(name: str, source: str) -> Module:
    module = Module(name, ast.parse(source))
    for node in module.tree.body:
        match node:
            case ast.FunctionDef():
                module.functions[node.name] = node
            case ast.ClassDef():
                inside = {part.name: part for part in node.body if isinstance(part, ast.FunctionDef)}
                module.methods.update(inside)
                if "__init__" in inside:
                    module.functions[node.name] = inside["__init__"]
            case ast.Assign(targets=[ast.Name(id=target)], value=ast.Constant(value=str(text))):
                module.texts[target] = text
            case ast.ImportFrom(module="tests"):
                module.borrowed.update({alias.asname or alias.name: (alias.name, "") for alias in node.names})
            case ast.ImportFrom(module=str(path)) if path.startswith("tests."):
                there = path.removeprefix("tests.")
                module.borrowed.update({alias.asname or alias.name: (there, alias.name) for alias in node.names})
    return module


@dataclass(frozen=True)
class Fault:
    line: int
    text: str


class Suite:
    """Alla filer i proven, så att en hjälpare kan följas från en fil till en annan."""

    def __init__(self, sources: dict[str, str]):
        self.modules = {name: read_module(name, source) for name, source in sources.items()}
        self.known: dict[tuple[ast.FunctionDef, bool], Walk] = {}

    def walk(self, module: Module, function: ast.FunctionDef, hurried: str = "") -> "Walk":
        """Vägen genom funktionen. `hurried` är handlingen som sidan ännu inte har svarat på när den börjar."""
        key = function, bool(hurried)
        if key not in self.known:
            self.known[key] = Walk(self, module, hurried)  # den som anropar sig själv får vägen så långt
            self.known[key].block(function.body)
        return self.known[key]

    def called(self, module: Module, call: ast.Call) -> tuple[Module, ast.FunctionDef] | None:
        """Provens egen funktion som anropas."""
        match call.func:
            case ast.Name(id=name):
                return self.function(module, name)
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if module.borrowed.get(owner, ("", "x"))[1] == "":
                there = self.modules.get(module.borrowed[owner][0])
                return self.function(there, name) if there else None
            case ast.Attribute(attr=name):
                near = [module, *(self.modules[there] for there, _ in module.borrowed.values() if there in self.modules)]
                return next(((one, one.methods[name]) for one in near if name in one.methods), None)
        return None

    def function(self, module: Module, name: str) -> tuple[Module, ast.FunctionDef] | None:
        if name in module.functions:
            return module, module.functions[name]
        there, original = module.borrowed.get(name, ("", ""))
        return self.function(self.modules[there], original) if original and there in self.modules else None


class Walk:
    """En väg genom en funktion, sats för sats. `hurried` är handlingen som ingen har väntat efter, eller tom."""

    def __init__(self, suite: Suite, module: Module, hurried: str):
        self.suite, self.module, self.hurried = suite, module, hurried
        self.faults: list[Fault] = []

    def block(self, body: Iterable[ast.stmt]) -> None:
        for statement in body:
            self.statement(statement)

    def statement(self, node: ast.stmt) -> None:
        match node:
            case ast.FunctionDef() | ast.ClassDef():
                return  # läses för sig
            case ast.For() | ast.While():
                self.inside(node.iter if isinstance(node, ast.For) else node.test)
                for _ in range(2):  # det som slutar varvet kommer före det som börjar nästa
                    self.block(node.body)
                self.block(node.orelse)
            case ast.If():
                self.inside(node.test)
                self.either(node.body, node.orelse)
            case ast.With():
                for item in node.items:
                    self.inside(item.context_expr)
                self.block(node.body)
                if any("expect_" in ast.unparse(item.context_expr) for item in node.items):
                    self.hurried = ""
            case ast.Try():
                for part in (node.body, *(handler.body for handler in node.handlers), node.orelse, node.finalbody):
                    self.block(part)
            case ast.Expr(value=ast.Call() as call):
                self.inside(*ast.iter_child_nodes(call))
                self.call(call, used=False)
            case _:
                self.inside(node)

    def either(self, body: list[ast.stmt], other: list[ast.stmt]) -> None:
        before = self.hurried
        self.block(body)
        after = "" if body and isinstance(body[-1], ast.Return | ast.Raise) else self.hurried
        self.hurried = before
        self.block(other)
        self.hurried = self.hurried or after

    def inside(self, *nodes: ast.AST) -> None:
        """Anropen och läsningarna i ett uttryck, innifrån och ut. Det som görs senare (lambda) läses inte."""
        for node in nodes:
            if isinstance(node, ast.Lambda):
                continue
            self.inside(*ast.iter_child_nodes(node))
            if isinstance(node, ast.Call):
                self.call(node, used=True)
            elif isinstance(node, ast.Attribute) and node.attr == "url" and ast.unparse(node.value).endswith("page"):
                self.read(node, "url")

    def read(self, node: ast.expr, name: str) -> None:
        if self.hurried:
            self.faults.append(Fault(node.lineno, f"{name} läser sidan direkt efter {self.hurried}"))

    def call(self, call: ast.Call, used: bool) -> None:
        name = name_of(call)
        script = self.script(call) if name.startswith("eval") else ""
        if WAITS.match(name):
            self.hurried = ""
        elif name in ACTIONS or owner_of(call) in DEVICES or CHANGING.search(script):
            self.hurried = name
        elif used and (name in READS or (name in READS_WITHOUT_ARGUMENTS and not call.args)):
            self.read(call, name)
        elif name == "goto":
            self.hurried = name if re.search("[?#]", ast.unparse(call)) else ""
        elif found := self.suite.called(self.module, call):
            self.follow(call, name, *found)

    def follow(self, call: ast.Call, name: str, module: Module, function: ast.FunctionDef) -> None:
        """Hjälparens fel är den som anropar dens, när de kommer av det som hände innan."""
        there = self.suite.walk(module, function, self.hurried)
        if self.hurried and set(there.faults) - set(self.suite.walk(module, function).faults):
            self.read(call, name)
        self.hurried = name if there.hurried else ""

    def script(self, call: ast.Call) -> str:
        """JavaScripten i anropet, så långt de står i filen."""
        texts = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        names = [node.id for node in ast.walk(call) if isinstance(node, ast.Name)]
        return "\n".join([*texts, *(self.module.texts.get(name, "") for name in names)])


def name_of(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def owner_of(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(value=ast.Attribute(attr=name) | ast.Name(id=name)):
            return name
    return ""


def functions_in(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def sleeps(function: ast.FunctionDef) -> Iterator[Fault]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and name_of(node) in {"sleep", "wait_for_timeout"}:
            yield Fault(node.lineno, f"{name_of(node)} väntar en bestämd tid")


def takes_time(node: ast.AST, timed: set[str]) -> bool:
    return any(
        (isinstance(part, ast.Call) and name_of(part) in CLOCKS and not part.args)
        or (isinstance(part, ast.Name) and part.id in timed)
        for part in ast.walk(node)
    )


def timings(function: ast.FunctionDef) -> Iterator[Fault]:
    """Jämförelser av hur lång tid något tog. Ett namn som har fått sitt värde av en klocka är också en klocka."""
    timed: set[str] = set()
    statements = [node for node in ast.walk(function) if isinstance(node, ast.stmt)]
    for node in sorted(statements, key=line_of):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) and node.value and takes_time(node.value, timed):
            timed |= {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
        if isinstance(node, ast.Assert):
            compared = [part for part in ast.walk(node.test) if isinstance(part, ast.Compare)]
            if any(takes_time(part, timed) for part in compared):
                yield Fault(node.lineno, "provet jämför hur lång tid något tog")


def polls(function: ast.FunctionDef) -> bool:
    """Sann om funktionen frågar om och om igen: allt den sover, sover den mellan frågorna."""
    inside = {fault for loop in ast.walk(function) if isinstance(loop, ast.While) for fault in map(line_of, ast.walk(loop))}
    return {fault.line for fault in sleeps(function)} <= inside


def line_of(node: ast.AST) -> int:
    return getattr(node, "lineno", 0)


def faults(sources: dict[str, str], polling: Iterable[str] = ()) -> list[str]:
    """Det som har bråttom, som `fil.funktion:rad: fel`.

    Args:
        sources: filernas källa efter namn.
        polling: funktionerna, som `fil.funktion`, som får sova mellan frågorna till en annan process och ge upp till slut.
    """
    suite, found, allowed = Suite(sources), [], set(polling)
    for module in suite.modules.values():
        for function in functions_in(module.tree):
            name = f"{module.name}.{function.name}"
            here = list(suite.walk(module, function).faults)
            if not (name in allowed and polls(function)):
                here += [*sleeps(function), *timings(function)]
            found += [f"{name}:{fault.line}: {fault.text}" for fault in sorted(set(here), key=lambda one: one.line)]
    return found
