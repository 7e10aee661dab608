//! What a program asked of the system, as `strace -T -ttt -y -xx` wrote it down. It knows no file's meaning.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};

/// One system call that came back.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call {
    /// When it was begun, in microseconds since 1970.
    pub(crate) begun: u64,
    /// When it came back.
    pub(crate) ended: u64,
    /// Its name.
    pub(crate) name: String,
    /// What it was given, as it is written.
    pub(crate) arguments: Vec<String>,
    /// What came back; below zero when it failed.
    pub(crate) returned: i64,
    /// The file behind a handle that came back.
    pub(crate) handle: Option<PathBuf>,
}

/// Returns what a program is run under so that these calls of it are written to `LOG.PID`, for each thread its own.
pub(crate) fn under(calls: &str, log: &Path) -> Vec<String> {
    let how = ["strace", "-ff", "-T", "-ttt", "-y", "-xx", "-s", "1000000", "-qq", "-e", "signal=none", "-o"];
    let mut all: Vec<String> = how.map(str::to_owned).to_vec();
    all.extend([log.to_str().unwrap().to_owned(), "-e".to_owned(), format!("trace={calls}")]);
    all
}

/// Reads what was written of each thread into `NAME.PID`, in the order in which the calls came back.
pub(crate) fn read(name: &Path) -> Vec<Call> {
    let begins = format!("{}.", name.file_name().unwrap().to_str().unwrap());
    let logs = fs::read_dir(name.parent().unwrap()).unwrap().map(|log| log.unwrap());
    let ours = logs.filter(|log| log.file_name().to_str().unwrap().starts_with(&begins));
    let lines: Vec<String> = ours.map(|log| fs::read_to_string(log.path()).unwrap()).collect();
    let mut calls: Vec<Call> = lines.iter().flat_map(|log| log.lines()).filter_map(call).collect();
    calls.sort_by_key(|call| call.ended);
    calls
}

/// Reads a line; none if it is no call, or one that never came back.
fn call(line: &str) -> Option<Call> {
    let (stamp, rest) = line.split_once(' ')?;
    // A thread may be in the midst of a call when the trace ends: `<unfinished ...>`, `<detached ...>`.
    if rest.starts_with("+++") || rest.starts_with("---") || rest.ends_with(" ...>") {
        return None;
    }
    let (name, rest) = rest.split_once('(').unwrap_or_else(|| panic!("no call: {line}"));
    let (arguments, result) = rest.rsplit_once(" = ").unwrap_or_else(|| panic!("no result: {line}"));
    if result.starts_with('?') {
        return None;
    }
    let (result, took) = result.rsplit_once(" <").unwrap_or_else(|| panic!("no duration: {line}"));
    let begun = micros(stamp);
    let returned = result.split([' ', '<']).next()?;
    Some(Call {
        begun,
        ended: begun + micros(took.trim_end_matches('>')),
        name: name.to_owned(),
        arguments: apart(arguments.trim_end().trim_end_matches(')')),
        returned: returned.parse().unwrap_or_else(|_| panic!("no number: {line}")),
        handle: result.split_once('<').and_then(|_| path_of(result)),
    })
}

fn micros(seconds: &str) -> u64 {
    let (whole, part) = seconds.split_once('.').unwrap();
    assert_eq!(part.len(), 6, "{seconds}");
    whole.parse::<u64>().unwrap() * 1_000_000 + part.parse::<u64>().unwrap()
}

/// Takes arguments apart at the commas that stand in no brackets.
fn apart(arguments: &str) -> Vec<String> {
    let (mut all, mut deep) = (vec![String::new()], 0);
    for letter in arguments.chars() {
        match letter {
            '[' | '{' => deep += 1,
            ']' | '}' => deep -= 1,
            ',' if deep == 0 => {
                all.push(String::new());
                continue;
            }
            _ => {}
        }
        all.last_mut().unwrap().push(letter);
    }
    all.iter().map(|one| one.trim().to_owned()).collect()
}

/// Reads the bytes in quotes, or of several quotes after another; a text that was cut short is refused.
pub(crate) fn bytes_of(argument: &str) -> Vec<u8> {
    assert!(!argument.contains("..."), "a text was cut short: {argument}");
    argument.split('"').skip(1).step_by(2).flat_map(unhex).collect()
}

/// Reads the number of a handle such as `5<\x2f>`; none for the folder the program stands in.
pub(crate) fn handle_of(argument: &str) -> Option<i64> {
    argument.split('<').next()?.parse().ok()
}

/// Reads the path of a handle.
pub(crate) fn path_of(argument: &str) -> Option<PathBuf> {
    let (_, path) = argument.split_once('<')?;
    let (path, _) = path.split_once('>')?;
    Some(PathBuf::from(OsString::from_vec(unhex(path))))
}

/// Reads a path that is given with the folder it starts at.
pub(crate) fn path_at(folder: &str, path: &str) -> PathBuf {
    let path = PathBuf::from(OsString::from_vec(bytes_of(path)));
    path_of(folder).unwrap_or_default().join(path)
}

fn unhex(text: &str) -> Vec<u8> {
    let bytes = text.split("\\x").skip(1);
    bytes.map(|byte| u8::from_str_radix(byte, 16).unwrap_or_else(|_| panic!("no byte: {text}"))).collect()
}
