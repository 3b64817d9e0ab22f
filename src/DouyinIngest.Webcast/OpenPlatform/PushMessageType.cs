namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>What the Open Platform pushes: each has a task, a URL and a secret of its own. A closed set: every value is a metric label.</summary>
internal enum PushMessageType
{
    Comment = 0,
    Gift,
    Like,
    FansClub,
}

/// <summary>How the platform writes them.</summary>
internal static class PushMessageTypes
{
    private static readonly string[] Words = ["live_comment", "live_gift", "live_like", "live_fansclub"];

    public static IReadOnlyList<PushMessageType> All { get; } = Enum.GetValues<PushMessageType>();

    /// <summary>What a room is pushed when nothing else is asked for: all that has a kind of its own.</summary>
    public static IReadOnlyList<PushMessageType> Usual { get; } = [PushMessageType.Comment, PushMessageType.Gift, PushMessageType.Like];

    /// <summary><c>live_comment</c> and its siblings.</summary>
    public static string Word(this PushMessageType type) => Words[(int)type];

    /// <summary>Null: not one of them.</summary>
    public static PushMessageType? Find(string word) => Array.IndexOf(Words, word) is var at and >= 0 ? (PushMessageType)at : null;

    /// <summary>Whether the platform keeps what it could not deliver: gifts and the fans club only.</summary>
    public static bool IsKept(this PushMessageType type) => type is PushMessageType.Gift or PushMessageType.FansClub;
}
