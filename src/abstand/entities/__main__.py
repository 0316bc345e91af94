"""``python -m abstand.entities``: compile the gazetteer's data files into the table that the package ships."""

from abstand.entities.table import build_table, write_table

write_table(build_table())
