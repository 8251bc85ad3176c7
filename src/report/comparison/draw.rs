//! The charts of a comparison, as files and for the page.

use super::{Compared, differences};
use crate::metrics::summary::Summary;
use crate::report::chart::fonts::{Face, Fonts};
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
}

impl<'a> Input<'a> {
    /// The comparison in a language.
    pub fn say(self, language: Language, fonts: &'a Fonts) -> Compared<'a> {
        let Input {
            scenarios,
            summaries,
            finding,
        } = self;
        Compared {
            scenarios,
            summaries,
            finding,
            language,
            fonts,
        }
    }

    /// Fonts that can draw every name in a language, where the machine has them.
    pub fn fonts(self, language: Language, face: Option<&Face>) -> Fonts {
        let names = self.scenarios.iter().flat_map(|scenario| names(scenario, Language::En));
        Fonts::for_texts(language, names, face)
    }

    /// Every chart; as PNG in English where no Chinese face is found.
    pub fn charts(self, language: Language, fonts: &Fonts) -> Vec<Chart> {
        let lacking = language == Language::Zh && !fonts.has_chinese();
        let own = self.say(language, fonts);
        let english = self.say(Language::En, fonts);
        let substitutes = if lacking { pictures(&english) } else { Vec::new() };
        let (source, english_source) = (own.run(0).source(), english.run(0).source());
        let mut buffer = Vec::new();
        let mut charts = Vec::new();
        for chart in pictures(&own) {
            let substitute = substitutes.iter().find(|other| other.name == chart.name);
            let pixels = substitute.map(|other| (other as &dyn picture::Picture, english_source.as_str(), fonts));
            charts.push(picture::finish(&chart, (language, &source, fonts), pixels, &mut buffer));
        }
        charts
    }

    /// The charts for the page alone.
    pub fn page_charts(self, language: Language, fonts: &Fonts) -> Vec<Chart> {
        let own = self.say(language, fonts);
        let source = own.run(0).source();
        let all = pictures(&own);
        all.iter()
            .map(|chart| picture::finish_page(chart, (language, &source, fonts)))
            .collect()
    }
}

fn pictures(compared: &Compared) -> Vec<differences::Differences> {
    let plans = differences::plans(compared).into_iter();
    plans
        .chain((1..=compared.plans()).filter_map(|plan| differences::cities(compared, plan)))
        .collect()
}
