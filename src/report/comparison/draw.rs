//! The charts of a comparison, as files and for the page.

use super::{Compared, cost, differences, regrets};
use crate::metrics::summary::Summary;
use crate::report::chart::fonts::{Face, Fonts};
use crate::report::chart::picture::Picture;
use crate::report::chart::{Chart, names, picture};
use crate::scenario::Scenario;
use crate::study::compare::Comparison;
use crate::units::Language;

/// What is compared, without a language yet.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The baseline, then the plans.
    pub scenarios: &'a [&'a Scenario],
    /// Their figures.
    pub summaries: &'a [Summary],
    /// What was found.
    pub finding: &'a Comparison,
    /// English and Chinese names of the futures.
    pub futures: &'a [[String; 2]],
}

impl<'a> Input<'a> {
    /// The comparison in a language.
    pub fn say(self, language: Language, fonts: &'a Fonts) -> Compared<'a> {
        let Input {
            scenarios,
            summaries,
            finding,
            futures,
        } = self;
        Compared {
            scenarios,
            summaries,
            finding,
            futures,
            language,
            fonts,
        }
    }

    /// Fonts that can draw every name in a language, where the machine has them.
    pub fn fonts(self, language: Language, face: Option<&Face>) -> Fonts {
        let names = self.scenarios.iter().flat_map(|scenario| names(scenario, Language::En));
        let futures = self.futures.iter().map(|[english, _]| english.as_str());
        Fonts::for_texts(language, names.chain(futures), face)
    }

    /// Every chart; as PNG in English where no Chinese face is found.
    pub fn charts(self, language: Language, fonts: &Fonts) -> Vec<Chart> {
        let own = self.say(language, fonts);
        let english = self.say(Language::En, fonts);
        picture::finish_all(&pictures(&own), (language, &own.run(0).source(), fonts), || {
            (pictures(&english), english.run(0).source())
        })
    }

    /// The charts for the page alone.
    pub fn page_charts(self, language: Language, fonts: &Fonts) -> Vec<Chart> {
        let own = self.say(language, fonts);
        picture::finish_pages(&pictures(&own), (language, &own.run(0).source(), fonts))
    }
}

pub(super) fn pictures(compared: &Compared) -> Vec<Box<dyn Picture>> {
    let mut all: Vec<Box<dyn Picture>> = Vec::new();
    let mut add = |picture: Option<Box<dyn Picture>>| all.extend(picture);
    add(differences::plans(compared).map(|chart| Box::new(chart) as _));
    add(cost::chart(compared).map(|chart| Box::new(chart) as _));
    add(regrets::chart(compared).map(|chart| Box::new(chart) as _));
    for plan in 1..=compared.plans() {
        add(differences::cities(compared, plan).map(|chart| Box::new(chart) as _));
    }
    all
}
