namespace DouyinIngest.Simulator.OpenPlatform;

/// <summary>The message types, as the platform writes them.</summary>
internal static class PlatformTypes
{
    public const string Comment = "live_comment";
    public const string Gift = "live_gift";
    public const string Like = "live_like";
    public const string FansClub = "live_fansclub";

    public static IReadOnlyList<string> All { get; } = [Comment, Gift, Like, FansClub];

    /// <summary>Whether what could not be delivered can be fetched.</summary>
    public static bool IsKept(string type) => type is Gift or FansClub;
}
