//! How long ago, in words.

words!(
    /// How long ago something was.
    Time {
        now: "just now",
        minute: "a minute ago",
        minutes: "{n} minutes ago",
        hour: "an hour ago",
        hours: "{n} hours ago",
        yesterday: "yesterday",
        days: "{n} days ago",
    }
);
