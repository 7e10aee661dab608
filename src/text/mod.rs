//! Text as people see it: graphemes, columns, rows.
