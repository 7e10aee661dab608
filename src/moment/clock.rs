//! The clock and the zone of this machine: the only place in the program that reads either. The zone's own file is read
//! and nothing else: looking it up in the whole database would cost more than the rest of the first frame.

use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use rustix::time::{ClockId, clock_gettime};

/// Where zones are kept by name, in the order they are looked for.
const ZONES: [&str; 2] = ["/usr/share/zoneinfo", "/var/db/timezone/zoneinfo"];

/// Reads the clock, and tells the offset from UTC that holds here now.
pub(super) fn read() -> (Timestamp, Offset) {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    let zone = ZONE.get_or_init(|| find(std::env::var("TZ").ok().as_deref()).unwrap_or(TimeZone::UTC));
    let now = Timestamp::now();
    (now, zone.to_offset(now))
}

/// Tells the offset from UTC that held at a time in a zone of this name; none if this machine knows no such zone.
pub(super) fn offset_in(zone: &str, at: Timestamp) -> Option<Offset> {
    TimeZone::get(zone).ok().map(|zone| zone.to_offset(at))
}

/// The clock that goes on while the machine sleeps. That of Linux which everyone reads stands still then; others go on.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "openbsd"))]
const UPTIME: ClockId = ClockId::Boottime;
#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "openbsd")))]
const UPTIME: ClockId = ClockId::Monotonic;

/// Returns how long the machine has been up.
pub(super) fn uptime() -> Duration {
    let time = clock_gettime(UPTIME);
    let (seconds, rest) = (u64::try_from(time.tv_sec), u32::try_from(time.tv_nsec));
    Duration::new(seconds.unwrap_or(0), rest.unwrap_or(0))
}

/// Finds the zone: as `TZ` says (a name, a file, or rules), else as the machine is set up.
fn find(named: Option<&str>) -> Option<TimeZone> {
    let Some(name) = named.map(|name| name.trim_start_matches(':')).filter(|name| !name.is_empty()) else {
        return file(Path::new("/etc/localtime")).or_else(|| TimeZone::try_system().ok());
    };
    let path = Path::new(name);
    if path.is_absolute() {
        return file(path);
    }
    let plain = path.components().all(|part| matches!(part, std::path::Component::Normal(_)));
    let known = || ZONES.iter().find_map(|zones| file(&Path::new(zones).join(path)));
    plain.then(known).flatten().or_else(|| TimeZone::posix(name).ok()).or_else(|| TimeZone::get(name).ok())
}

fn file(path: &Path) -> Option<TimeZone> {
    TimeZone::tzif("here", &std::fs::read(path).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uptime_goes_forward() {
        let before = uptime();
        std::thread::sleep(Duration::from_millis(2));
        assert!(uptime() >= before + Duration::from_millis(2) && !before.is_zero());
    }

    #[test]
    fn a_zone_is_found_by_name_and_by_rule() {
        let winter = Timestamp::from_second(1_767_225_600).unwrap();
        for (name, hours) in [("UTC", 0), ("CET-1CEST,M3.5.0,M10.5.0/3", 1), ("<+0530>-5:30", 5)] {
            let zone = find(Some(name)).unwrap();
            assert_eq!(zone.to_offset(winter).seconds() / 3600, hours, "{name}");
        }
        assert!(find(Some("../../etc/passwd")).is_none());
        assert!(find(Some("No/Such/Zone")).is_none());
    }
}
