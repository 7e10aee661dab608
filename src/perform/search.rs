//! The list of all reflections and what is found in them, for who waits for the whole of it: commands, and the door line by
//! line. Each file is looked at; what did not change since is taken from the cache.

use super::{Filter, Find, Performer};
use crate::journal::{Catalogue, Look, Overview, Ranked};
use crate::search::Query;

/// What was found, the best first. Each is read when its turn comes.
#[derive(Debug)]
pub struct Search {
    overview: Overview,
    query: Query,
    found: Ranked,
}

impl Search {
    /// Goes through all that was found: each reflection that has all the words, and where.
    pub fn finds(&self) -> impl Iterator<Item = Find> {
        let list = self.overview.catalogue();
        let listed = self.found.rows().filter_map(move |row| list.get(row).cloned());
        listed.filter_map(|listed| {
            let hit = self.query.hit(&self.overview.read(&listed.found)?);
            Some(Find { listed, hit })
        })
    }

    /// Returns how many could not be looked into, because they cannot be read.
    pub fn unread(&self) -> usize {
        self.found.unread
    }
}

impl Performer {
    /// Lists all reflections, newest first; each copy follows its original.
    pub fn list(&self) -> Catalogue {
        let mut overview = self.looked();
        overview.keep();
        overview.catalogue()
    }

    /// Looks for words in all reflections: every word has to be there, and the last may be a beginning. None: there is no
    /// word in what was typed.
    pub fn search(&self, typed: &str) -> Option<Search> {
        self.search_telling(typed, &mut |_, _| {})
    }

    /// Does so; `told` hears again and again how many reflections were read, and of how many.
    pub fn search_telling(&self, typed: &str, told: &mut dyn FnMut(usize, usize)) -> Option<Search> {
        let query = Query::read(typed);
        if query.is_empty() {
            return None;
        }
        let mut overview = self.journal.overview();
        overview.look_telling(told);
        overview.index();
        overview.keep();
        let found = overview.find(&query, &Filter::default());
        Some(Search { overview, query, found })
    }

    fn looked(&self) -> Overview {
        let mut overview = self.journal.overview();
        overview.look(Look::Files);
        overview
    }
}
