//! How good a set of answers is.

/// One answered item: the confidence given, and whether the answer was right.
pub(crate) type Answer = (f64, bool);

/// The usual measures.
#[derive(Clone, Copy, Default)]
pub(crate) struct Measures {
    pub(crate) accuracy: f64,
    pub(crate) brier: f64,
    pub(crate) ece: f64,
    pub(crate) mean: f64,
}

/// Measures over `items` items, of which those in `answers` were answered.
pub(crate) fn measure(answers: &[Answer], items: usize) -> Measures {
    let n = answers.len().max(1) as f64;
    let right = answers.iter().filter(|it| it.1).count() as f64;
    let brier = answers.iter().map(|(c, y)| (c - f64::from(u8::from(*y))).powi(2)).sum::<f64>() / n;
    let ece = bins(answers).iter().map(|bin| (bin.1 - bin.2).abs()).sum::<f64>() / n;
    Measures {
        accuracy: right / items.max(1) as f64,
        brier,
        ece,
        mean: answers.iter().map(|it| it.0).sum::<f64>() / n,
    }
}

/// Ten bins of equal width: how many, sum of confidences, how many right.
pub(crate) fn bins(answers: &[Answer]) -> [(f64, f64, f64); 10] {
    let mut bins = [(0.0, 0.0, 0.0); 10];
    for (confidence, right) in answers {
        let bin = &mut bins[((confidence * 10.0) as usize).min(9)];
        *bin = (bin.0 + 1.0, bin.1 + confidence, bin.2 + f64::from(u8::from(*right)));
    }
    bins
}
