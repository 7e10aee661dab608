//! Whatever the bytes are, reading a guide ends with a guide or with faults that can be shown.

use std::fs;
use std::path::Path;

use onward::guide::Guide;
use onward::settings::Settings;
use onward::support::Support;
use proptest::prelude::*;

/// A guide with everything a guide can have.
const WHOLE: &str = include_str!("good_content/everything.toml");

fn holds(bytes: &[u8]) {
    let reports = [
        Guide::read("any.toml", bytes).err(),
        Settings::read("config.toml", bytes).err(),
        Support::read("support.toml", bytes).err(),
    ];
    for report in reports.into_iter().flatten() {
        assert!(!report.faults.is_empty());
        let shown = report.to_string();
        assert!(shown.chars().all(|c| c == '\n' || !c.is_control()), "{shown:?}");
        for fault in &report.faults {
            assert!(fault.span.start <= fault.span.end && fault.span.end <= report.source.len());
            assert!(report.line(fault) >= 1 && report.column(fault) >= 1);
        }
    }
}

/// Pieces that stand in guides, to be put where they do not belong.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = [
        "[[stage]]\n",
        "[[stage.prompt]]\n",
        "[opening]\n",
        "id = \"a\"\n",
        "ask = { broke = \"x\" }\n",
        "answer.one = {",
        "options = [",
        "{ id = \"a\", label = \"b\" },",
        "]",
        "}",
        "when = {",
        "either = [",
        "prompt = \"a\"",
        ", any = [\"a\"]",
        "answer.scale = { from = 1, to = 3 }\n",
        "= 9999999999999999999999",
        "= -0x10",
        "= 1e999",
        "= 2026-11-23T05:00:00Z",
        "= true",
        "\"\"\"",
        "'''",
        "\\u0007",
        "é日本\u{301}",
        "\u{feff}",
        "\u{202e}",
        "\0",
        "#",
        "\r\n",
        "\n",
        ".",
        "\"",
        "format = 1\n",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        holds(&bytes);
    }

    #[test]
    fn any_pieces(text in pieces()) {
        holds(text.as_bytes());
    }

    #[test]
    fn a_whole_guide_with_a_piece_put_in_anywhere(at in 0..WHOLE.len(), cut in 0..60_usize, piece in pieces()) {
        let mut bytes = WHOLE.as_bytes().to_vec();
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, piece.bytes());
        holds(&bytes);
    }

    #[test]
    fn a_whole_guide_with_lines_changed_about(from in 0..120_usize, to in 0..120_usize, drop in 0..120_usize) {
        let mut lines: Vec<_> = WHOLE.lines().collect();
        let n = lines.len();
        lines.swap(from % n, to % n);
        lines.remove(drop % n);
        holds(lines.join("\n").as_bytes());
    }
}

#[test]
fn a_guide_with_everything_has_no_fault() {
    let guide =
        Guide::read("everything.toml", WHOLE.as_bytes()).unwrap_or_else(|report| panic!("\n{report}"));
    assert_eq!(guide.parts.len(), 4);
    // The same with the line ends of another system, and with a byte order mark.
    let other = format!("\u{feff}{}", WHOLE.replace('\n', "\r\n"));
    let same = Guide::read("everything.toml", other.as_bytes()).unwrap_or_else(|report| panic!("\n{report}"));
    assert_eq!(guide, same);
}

#[test]
fn every_beginning_of_a_guide_is_read_or_told() {
    for end in (0..WHOLE.len()).step_by(13) {
        holds(&WHOLE.as_bytes()[..end]);
    }
}

#[test]
fn deep_and_huge_values_are_faults() {
    for (open, close) in [("[", "]"), ("{a=", "}"), ("{either=[", "]}")] {
        let deep = format!("format = 1\nstage = {}1{}", open.repeat(20_000), close.repeat(20_000));
        assert!(Guide::read("deep.toml", deep.as_bytes()).is_err());
    }
    let dotted = format!("format = 1\n{}x = 1\n[{}x]\n", "a.".repeat(20_000), "b.".repeat(20_000));
    holds(dotted.as_bytes());
    holds(format!("format = 1\nminutes = {}\n", "9".repeat(100_000)).as_bytes());
    holds(format!("format = {}\n", "9".repeat(100_000)).as_bytes());
    holds(format!("format = 1\n{} = 1\n", "k".repeat(1_000_000)).as_bytes());
}

#[test]
fn a_large_file_full_of_faults_is_told_quickly() {
    let start = std::time::Instant::now();
    let mut text = WHOLE.to_owned();
    for n in 0..9_000 {
        text += &format!(
            "[[closing.prompt]]\nid = \"p{n}\"\nask = \"?\"\nanswer.text = {{}}\nwhen = {{ prompt = \"q{n}\", is = 1 }}\n"
        );
    }
    let report = Guide::read("many.toml", &text.as_bytes()[..(1 << 20).min(text.len())]).unwrap_err();
    assert!(report.faults.len() >= 100);
    assert!(report.to_string().lines().last().unwrap().contains("more faults"));
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn the_bad_guides_hold_it_too() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_content");
    for entry in fs::read_dir(folder).unwrap() {
        holds(&fs::read(entry.unwrap().path()).unwrap());
    }
}

#[test]
fn one_misspelt_name_is_one_fault() {
    let mut wrong = Vec::new();
    let bytes = WHOLE.as_bytes();
    for (at, _) in WHOLE.match_indices(" = ").chain(WHOLE.match_indices("]\n")) {
        // The name before the equals sign, or the last name of a header.
        let start =
            bytes[..at].iter().rposition(|b| !(b.is_ascii_lowercase() || *b == b'-')).map_or(0, |b| b + 1);
        if at - start < 3 || WHOLE[..start].rfind('#') > WHOLE[..start].rfind('\n') {
            continue;
        }
        let misspelt = format!("{}x{}", &WHOLE[..start + 2], &WHOLE[start + 2..]);
        match Guide::read("a.toml", misspelt.as_bytes()) {
            Ok(_) => wrong.push(format!("{:?} is not told", &WHOLE[start..at])),
            Err(report) if report.faults.len() == 1 => {}
            Err(report) => wrong.push(format!("{:?}\n{report}", &WHOLE[start..at])),
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n\n"));
}
