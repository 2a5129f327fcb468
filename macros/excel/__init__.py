"""Excel ut och in: tabellerna som arbetsböcker, och ifyllda arbetsböcker tillbaka till prövade rader."""
