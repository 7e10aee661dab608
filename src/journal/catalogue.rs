//! The catalogue: every reflection with what stands at its top, month by month, the newest first. Copies of it share
//! what did not change. It opens no file.

use std::sync::Arc;

use super::Listed;
use crate::moment::Day;
use crate::reflection::Status;

/// Every reflection of a journal, the newest first; each copy follows its original.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    months: Vec<Arc<Vec<Listed>>>,
    /// How many stand before each month.
    before: Vec<usize>,
    len: usize,
}

impl Catalogue {
    /// Makes it of its months, the newest first.
    pub(super) fn of(months: Vec<Arc<Vec<Listed>>>) -> Self {
        let (mut before, mut len) = (Vec::with_capacity(months.len()), 0);
        for month in &months {
            before.push(len);
            len += month.len();
        }
        Self { months, before, len }
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns one by its number from 0 on, the newest first.
    pub fn get(&self, n: usize) -> Option<&Listed> {
        let month = self.before.partition_point(|&before| before <= n).checked_sub(1)?;
        self.months[month].get(n - self.before[month])
    }

    /// Goes through all of them.
    pub fn iter(&self) -> impl Iterator<Item = &Listed> {
        self.months.iter().flat_map(|month| month.iter())
    }
}

/// Which reflections are asked for: all that fit each part that is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Open, or finished.
    pub status: Option<Status>,
    /// The id of a guide.
    pub guide: Option<String>,
    /// The id of a perspective.
    pub perspective: Option<String>,
    /// The title of the stage where an open one stopped.
    pub stage: Option<String>,
    /// Begun on this day or later.
    pub since: Option<Day>,
    /// Begun on this day or before.
    pub until: Option<Day>,
}

impl Filter {
    /// Tells whether it leaves nothing out.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Tells whether an entry is asked for. What is damaged is never hidden by what cannot be known of it.
    pub fn lets(&self, listed: &Listed) -> bool {
        let days = listed.begun().is_none_or(|day| {
            self.since.is_none_or(|since| day >= since) && self.until.is_none_or(|until| day <= until)
        });
        let Ok(top) = &listed.entry else { return days };
        let is = |asked: &Option<String>, there: &str| asked.as_deref().is_none_or(|asked| asked == there);
        days && self.status.is_none_or(|status| status == top.status)
            && is(&self.guide, &top.guide)
            && is(&self.perspective, &top.perspective)
            && (self.stage.is_none() || top.status == Status::Open && is(&self.stage, &top.stage_title))
    }
}
