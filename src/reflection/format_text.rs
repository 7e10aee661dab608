//! TOML strings and values, written fast and valid for readers of TOML 1.0. It knows nothing of reflections.

use toml::Value;

/// Names and texts of a table.
pub(super) type Fields<'a> = Vec<(&'a str, &'a str)>;

/// Appends `key = "text"`, on one line whatever the text holds.
pub(super) fn line(out: &mut Vec<u8>, key: &str, text: &str) {
    begin(out, key);
    quoted(out, text);
    out.push(b'\n');
}

/// Appends `key = """…"""`, readable over several lines.
pub(super) fn lines(out: &mut Vec<u8>, key: &str, text: &str) {
    begin(out, key);
    out.extend_from_slice(b"\"\"\"\n");
    escaped(out, text.as_bytes(), true);
    out.extend_from_slice(b"\"\"\"\n");
}

/// Appends `key = value`, on one line.
pub(super) fn field(out: &mut Vec<u8>, key: &str, value: &Value) {
    begin(out, key);
    inline(out, value);
    out.push(b'\n');
}

/// Appends `key = ["…", "…"]`.
pub(super) fn list<'a>(out: &mut Vec<u8>, key: &str, items: impl Iterator<Item = &'a str>) {
    begin(out, key);
    out.push(b'[');
    for (i, item) in items.enumerate() {
        if i > 0 {
            out.extend_from_slice(b", ");
        }
        quoted(out, item);
    }
    out.extend_from_slice(b"]\n");
}

/// Appends `key = { a = "…", b = "…" }`, and after them `more`, and those fields of `kept` that are not among them.
pub(super) fn table(
    out: &mut Vec<u8>,
    key: &str,
    fields: &[(&str, &str)],
    more: &[(&str, Vec<Fields<'_>>)],
    kept: Option<&Value>,
) {
    begin(out, key);
    texts(out, fields);
    for (name, tables) in more {
        out.extend_from_slice(b", ");
        begin(out, name);
        rows(out, tables, [b"[", b", ", b"]"]);
    }
    let fields = fields.iter().map(|(name, _)| name).chain(more.iter().map(|(name, _)| name));
    let own: Vec<&str> = fields.copied().collect();
    let kept = kept.and_then(Value::as_table).into_iter().flatten();
    for (name, value) in kept.filter(|(name, _)| !own.contains(&name.as_str())) {
        out.extend_from_slice(b", ");
        begin(out, name);
        inline(out, value);
    }
    out.extend_from_slice(b" }\n");
}

/// Appends `key = [{ a = "…" }, …]`, on one line: what is salvaged of a damaged file is read line by line.
pub(super) fn tables(out: &mut Vec<u8>, key: &str, all: &[Fields<'_>]) {
    begin(out, key);
    rows(out, all, [b"[", b", ", b"]\n"]);
}

/// Appends tables, with what stands before, between and after them.
fn rows(out: &mut Vec<u8>, all: &[Fields<'_>], [before, between, after]: [&[u8]; 3]) {
    for (n, fields) in all.iter().enumerate() {
        out.extend_from_slice(if n == 0 { before } else { between });
        texts(out, fields);
        out.extend_from_slice(b" }");
    }
    out.extend_from_slice(after);
}

/// Appends `{ a = "…", b = "…"`, open at its end.
fn texts(out: &mut Vec<u8>, fields: &[(&str, &str)]) {
    for (n, (name, text)) in fields.iter().enumerate() {
        out.extend_from_slice(if n == 0 { b"{ " } else { b", " });
        begin(out, name);
        quoted(out, text);
    }
}

/// Appends `key = `, quoting the key where it must be.
pub(super) fn begin(out: &mut Vec<u8>, key: &str) {
    let bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if bare {
        out.extend_from_slice(key.as_bytes())
    } else {
        quoted(out, key)
    }
    out.extend_from_slice(b" = ");
}

/// Appends a text in quotes, on one line.
fn quoted(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    escaped(out, text.as_bytes(), false);
    out.push(b'"');
}

/// Appends a value on one line.
fn inline(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::String(text) => quoted(out, text),
        Value::Array(values) => {
            out.push(b'[');
            for (i, value) in values.iter().enumerate() {
                if i > 0 {
                    out.extend_from_slice(b", ");
                }
                inline(out, value);
            }
            out.push(b']');
        }
        Value::Table(fields) => {
            out.push(b'{');
            for (i, (key, value)) in fields.iter().enumerate() {
                if i > 0 {
                    out.extend_from_slice(b", ");
                }
                begin(out, key);
                inline(out, value);
            }
            out.push(b'}');
        }
        plain => out.extend_from_slice(plain.to_string().as_bytes()),
    }
}

/// Appends a text with what TOML does not take escaped; runs that need nothing are copied whole.
fn escaped(out: &mut Vec<u8>, text: &[u8], multi: bool) {
    let (mut from, mut at, mut quotes) = (0, 0, 0);
    while let Some(step) = special(&text[at..], multi) {
        quotes = if step == 0 { quotes } else { 0 };
        at += step;
        let byte = text[at];
        quotes = if byte == b'"' { quotes + 1 } else { 0 };
        let stays = multi && byte == b'"' && quotes < 3 && at + 1 < text.len();
        if !stays {
            out.extend_from_slice(&text[from..at]);
            escape(out, byte);
            from = at + 1;
            quotes = 0;
        }
        at += 1;
    }
    out.extend_from_slice(&text[from..]);
}

/// Finds the next byte that may not stand as it is. Works in blocks, which compilers turn into wide instructions.
fn special(text: &[u8], multi: bool) -> Option<usize> {
    const BLOCK: usize = 64;
    let free = if multi { b'\n' } else { b'\t' };
    let odd = |b: u8| ((b < 0x20) & (b != b'\t') & (b != free)) | (b == b'"') | (b == b'\\') | (b == 0x7F);
    let mut at = 0;
    for block in text.chunks_exact(BLOCK) {
        if block.iter().fold(false, |any, &b| any | odd(b)) {
            break;
        }
        at += BLOCK;
    }
    text[at..].iter().position(|&b| odd(b)).map(|step| at + step)
}

/// Appends the escape of one byte.
fn escape(out: &mut Vec<u8>, byte: u8) {
    match byte {
        b'"' => out.extend_from_slice(b"\\\""),
        b'\\' => out.extend_from_slice(b"\\\\"),
        b'\n' => out.extend_from_slice(b"\\n"),
        b'\r' => out.extend_from_slice(b"\\r"),
        b'\t' => out.extend_from_slice(b"\\t"),
        other => out.extend_from_slice(format!("\\u{other:04X}").as_bytes()),
    }
}
