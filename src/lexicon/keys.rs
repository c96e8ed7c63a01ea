//! The words that the grammar of values names itself.

macro_rules! keys {
    ($($name:ident = $text:literal $(, $start:ident)?;)*) => {
        /// A word that the grammar names itself; its number is the word's number in the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u16)]
        pub enum Key {
            /// No word of the grammar.
            None,
            $(#[doc = $text] $name,)*
        }
        impl Key {
            /// The words, in order of their numbers from 1.
            pub const TEXTS: &[&str] = &[$($text),*];
            /// Those that an amount, a date or what stands before one may begin with.
            pub const STARTS: &[Self] = &[$($(Self::$start,)?)*];
            /// Days, seasons and parts of the day, which may stand in a possessive.
            pub const TIMES: &[Self] = &[
                Self::Today,
                Self::Yesterday,
                Self::Tomorrow,
                Self::Tonight,
                Self::Weekend,
                Self::Morning,
                Self::Afternoon,
                Self::Evening,
                Self::Night,
                Self::Spring,
                Self::Summer,
                Self::Autumn,
                Self::Winter,
            ];
            /// Words that an amount may begin with and that are no numbers themselves.
            pub const COUNTS: &[Self] = &[
                Self::A,
                Self::An,
                Self::Half,
                Self::Couple,
                Self::Few,
                Self::Several,
                Self::Tens,
                Self::Dozens,
                Self::Hundreds,
                Self::Thousands,
                Self::Millions,
                Self::Billions,
                Self::Trillions,
                Self::Minus,
                Self::Negative,
            ];
            const ALL: &[Self] = &[Self::None, $(Self::$name),*];

            /// The key of a word's number.
            #[must_use]
            #[inline]
            pub fn of(id: u16) -> Self {
                Self::ALL.get(usize::from(id)).copied().unwrap_or(Self::None)
            }
        }
    };
}

keys! {
    A = "a", A; An = "an", An; And = "and"; Or = "or"; To = "to"; Of = "of"; In = "in"; On = "on"; At = "at"; By = "by";
    Per = "per"; Between = "between", Between; From = "from"; Through = "through", Through; Thru = "thru"; Until = "until", Until;
    Till = "till", Till; Since = "since", Since; Before = "before", Before; After = "after", After; Ago = "ago"; Later = "later", Later;
    Earlier = "earlier", Earlier; The = "the", The; This = "this", This; Last = "last", Last; Next = "next", Next; Past = "past", Past;
    Coming = "coming", Coming; Previous = "previous", Previous; Following = "following"; Current = "current", Current;
    Today = "today", Today; Tomorrow = "tomorrow", Tomorrow; Yesterday = "yesterday", Yesterday; Tonight = "tonight", Tonight;
    Now = "now", Now; Half = "half"; Minus = "minus", Minus; Negative = "negative", Negative; Plus = "plus"; Point = "point";
    Out = "out"; Each = "each", Each; Every = "every", Every; Couple = "couple", Couple; Few = "few", Few; Several = "several", Several;
    Percent = "percent", Percent; Cent = "cent"; Cents = "cents"; Percentage = "percentage"; Pct = "pct"; Percents = "percents", Percents;
    Points = "points"; Basis = "basis"; Old = "old"; Aged = "aged", Aged; Age = "age"; Up = "up"; Down = "down"; Early = "early", Early;
    Late = "late", Late; Mid = "mid", Mid; Middle = "middle", Middle; End = "end", End; Beginning = "beginning", Beginning; Start = "start", Start;
    Fiscal = "fiscal", Fiscal; Financial = "financial"; Calendar = "calendar"; Bc = "bc"; Bce = "bce"; Ad = "ad", Ad; Ce = "ce";
    Am = "am"; Pm = "pm"; Oclock = "o'clock"; Noon = "noon", Noon; Midday = "midday", Midday; Midnight = "midnight", Midnight;
    Morning = "morning", Morning; Afternoon = "afternoon", Afternoon; Evening = "evening", Evening; Night = "night", Night;
    Weekend = "weekend", Weekend; Spring = "spring", Spring; Summer = "summer", Summer; Autumn = "autumn", Autumn; Fall = "fall"; Winter = "winter", Winter;
    Ended = "ended"; Ending = "ending"; Doubled = "doubled", Doubled; Tripled = "tripled", Tripled; Quadrupled = "quadrupled", Quadrupled;
    Halved = "halved", Halved; Twice = "twice", Twice; Once = "once", Once; Thrice = "thrice", Thrice; Times = "times"; Daily = "daily", Daily; Weekly = "weekly", Weekly;
    Monthly = "monthly", Monthly; Yearly = "yearly", Yearly; Annually = "annually", Annually; Annual = "annual"; Hourly = "hourly"; Quarterly = "quarterly", Quarterly;
    Both = "both", Both; No = "no", No; Number = "number"; Nos = "nos"; People = "people"; Another = "another", Another; More = "more"; Additional = "additional";
    Other = "other"; Extra = "extra"; Than = "than"; Up2 = "upto"; Christmas = "christmas", Christmas; Easter = "easter"; Over = "over"; For = "for";
    Within = "within", Within; Squared = "squared"; Cubed = "cubed"; Bp = "bps"; Bc2 = "b"; Degrees = "degrees"; Degree = "degree"; Score = "score";
    Dozen = "dozen"; Dozens = "dozens"; Hundreds = "hundreds"; Thousands = "thousands"; Millions = "millions"; Billions = "billions"; Tens = "tens", Tens;
    Trillions = "trillions"; Working = "working"; Business = "business"; Week = "week"; Upcoming = "upcoming", Upcoming; Date = "date"; Time = "time";
    Weeks = "weeks"; Plus2 = "+"; Dash = "-"; Percentsign = "%"; Dot = "."; Comma = ","; Slash = "/"; Less = "<", Less; Greater = ">", Greater; Equals = "=";
    Dollar = "$"; Apostrophe = "'"; Noughties = "noughties"; Pair = "pair", Pair; Trio = "trio"; Is = "is"; Was = "was"; Are = "are"; Were = "were";
    Series = "series";

    Day = "day";
    Part = "part"; Area = "area";
    Ordinal = "th"; Ratio = "ratio"; Eve = "eve"; Year = "year"; Me = "me"; But = "but"; With = "with"; Good = "good"; Hundred = "hundred"; Some = "some"; With2 = "w"; Lunchtime = "lunchtime", Lunchtime;
    Half2 = "halves"; Thing = "thing"; Else = "else"; Way = "way"; Reason = "reason"; Hand = "hand"; Who = "who"; That = "that"; Fortnight = "fortnight"; Fortnights = "fortnights"; Alternate = "alternate";
    Bi = "bi", Bi; Present = "present"; Onwards = "onwards"; Onward = "onward"; Recent = "recent", Recent; Same = "same"; Colon = ":"; Months = "months"; Month = "month"; Quarter = "quarter"; These = "these", These; Turn = "turn"; Close = "close"; Throughout = "throughout"; During = "during"; First = "first"; Second = "second"; Saturday = "saturday"; Thanksgiving = "thanksgiving", Thanksgiving; Halloween = "halloween", Halloween; Valentine = "valentine"; New = "new"; Years = "years"; Labor = "labor"; Independence = "independence"; Turnover = "turnover"; Midweek = "midweek"; Yesteryear = "yesteryear"; Sterling = "sterling"; Days = "days";
    Fortnightly = "fortnightly", Fortnightly; Biweekly = "biweekly", Biweekly; Bimonthly = "bimonthly", Bimonthly; Weekday = "weekday"; Mornings = "mornings"; Afternoons = "afternoons"; Evenings = "evenings";
    Workweek = "workweek"; When = "when"; Work = "work"; Odd = "odd"; Raised = "raised"; Magnitude = "magnitude"; Nighttime = "nighttime", Nighttime; Daytime = "daytime";
    Be = "be"; Been = "been"; Had = "had"; Have = "have"; Which = "which"; Small = "small"; Hours = "hours"; Afterwards = "afterwards"; Currently = "currently", Currently; Nowadays = "nowadays", Nowadays;
    Recently = "recently", Recently; Future = "future";
}
