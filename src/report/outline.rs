//! What a reader sees in which order, the same for all readable formats: topics with problems, worst first; problems
//! of inputs; topics on which independent origins agree; and how many topics are left.

use crate::model::{Disposition, Finding, Report, Topic};

use super::Style;

/// A topic with the problems to show of it, worst first.
pub(super) struct Trouble<'r> {
    pub(super) topic: &'r Topic,
    pub(super) title: String,
    pub(super) findings: Vec<&'r Finding>,
}

/// A report, sorted for reading.
pub(super) struct Outline<'r> {
    /// Topics with problems, by their worst one.
    pub(super) troubles: Vec<Trouble<'r>>,
    /// Problems of inputs.
    pub(super) inputs: Vec<&'r Finding>,
    /// Topics on which two or more origins give one value and no finding stands against it.
    pub(super) agreed: Vec<&'r Topic>,
    /// Topics with two or more origins that are neither troubled nor agreed: several values that can hold together, or
    /// problems that somebody has dealt with.
    pub(super) beside: Vec<&'r Topic>,
    /// Topics on which only one origin speaks.
    pub(super) alone: Vec<&'r Topic>,
}

impl<'r> Outline<'r> {
    pub(super) fn new(report: &'r Report, style: Style) -> Self {
        let mut of_topic: Vec<Vec<&'r Finding>> = report.topics.iter().map(|_| Vec::new()).collect();
        let mut disputed = vec![false; report.topics.len()];
        let mut order = Vec::new();
        let mut inputs = Vec::new();
        for finding in report.problems() {
            if let Some(topic) = finding.topic {
                disputed[topic.at()] = true;
            }
            if !is_shown(finding, style) {
                continue;
            }
            match finding.topic {
                Some(topic) => {
                    if of_topic[topic.at()].is_empty() {
                        order.push(topic);
                    }
                    of_topic[topic.at()].push(finding);
                }
                None => inputs.push(finding),
            }
        }
        let mut outline =
            Self { troubles: Vec::new(), inputs, agreed: Vec::new(), beside: Vec::new(), alone: Vec::new() };
        for (at, topic) in report.topics.iter().enumerate() {
            if of_topic[at].is_empty() {
                outline.sort_in(topic, disputed[at]);
            }
        }
        for ix in order {
            let topic = report.topic(ix);
            let findings = std::mem::take(&mut of_topic[ix.at()]);
            outline.troubles.push(Trouble { topic, title: report.topic_title(topic), findings });
        }
        outline
    }

    /// Puts a topic without problems to show where it belongs.
    fn sort_in(&mut self, topic: &'r Topic, disputed: bool) {
        let one_voice = topic.candidates.len() == 1 && topic.candidates[0].origins > 1;
        if topic.origins < 2 {
            self.alone.push(topic);
        } else if one_voice && !disputed {
            self.agreed.push(topic);
        } else {
            self.beside.push(topic);
        }
    }
}

/// Whether a reader wants to see a problem: new ones always, dealt-with ones on request.
pub(super) fn is_shown(finding: &Finding, style: Style) -> bool {
    finding.disposition == Disposition::New || style.waived || style.verbose
}
