namespace DouyinIngest.Cli.DeadLetters;

/// <summary>Why a dead letter is not published once more.</summary>
internal enum ReplayRefusal
{
    None = 0,

    /// <summary>Not all of its bytes were kept.</summary>
    Truncated,

    /// <summary>A whole frame: its events were sent again by the upstream, or are told of as a gap.</summary>
    Frame,

    /// <summary>It does not say which room it is of.</summary>
    NoRoom,

    /// <summary>It does not say where it belongs.</summary>
    NoTopic,

    /// <summary>It is no event.</summary>
    NoEvent,

    /// <summary>This version cannot decode it either.</summary>
    Undecodable,

    /// <summary>It is decoded, and makes no event.</summary>
    MakesNoEvent,

    /// <summary>A gift of a combo: what it adds to the combo is not known any more.</summary>
    ComboGift,

    /// <summary>A state of the room; the upstream has sent newer ones, and under which version this one stood was not kept.</summary>
    State,

    /// <summary>The same event was replayed already in this run.</summary>
    Repeated,
}

/// <summary>The refusals in words.</summary>
internal static class ReplayRefusals
{
    public static string Word(ReplayRefusal refusal) => Pipeline.Rooms.SnakeCase.Of(refusal);

    public static string Because(ReplayRefusal refusal) => refusal switch
    {
        ReplayRefusal.Truncated => "not all bytes were kept; raise Kafka:MaxDeadLetterBytes for the next ones",
        ReplayRefusal.Frame => "a whole frame; its events were sent again, or stand as a gap on the status topic",
        ReplayRefusal.NoRoom => "it does not say which room it is of",
        ReplayRefusal.NoTopic => "it does not say where it belongs; name a topic with --to-topic",
        ReplayRefusal.NoEvent => "it is no event",
        ReplayRefusal.Undecodable => "this version cannot decode it either",
        ReplayRefusal.MakesNoEvent => "it is decoded now, and makes no event",
        ReplayRefusal.ComboGift => "what it adds to its combo is not known any more; the combo's later totals have it",
        ReplayRefusal.State => "a state of the room; the upstream has sent newer ones",
        ReplayRefusal.Repeated => "the same event was replayed already",
        _ => "",
    };
}
