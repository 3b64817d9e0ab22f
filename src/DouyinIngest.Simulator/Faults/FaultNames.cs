namespace DouyinIngest.Simulator.Faults;

/// <summary>The words of a fault plan.</summary>
internal static class FaultNames
{
    private static readonly Dictionary<string, FaultKind> ByName = new(StringComparer.Ordinal)
    {
        ["drop"] = FaultKind.Drop,
        ["rst"] = FaultKind.Rst,
        ["stall"] = FaultKind.Stall,
        ["duplicate"] = FaultKind.Duplicate,
        ["reorder"] = FaultKind.Reorder,
        ["corrupt"] = FaultKind.Corrupt,
        ["truncate"] = FaultKind.Truncate,
        ["oversize"] = FaultKind.Oversize,
        ["endless"] = FaultKind.Endless,
        ["bomb"] = FaultKind.Bomb,
        ["close"] = FaultKind.Close,
        ["closebody"] = FaultKind.CloseBody,
        ["badgzip"] = FaultKind.BadGzip,
        ["uncompressed"] = FaultKind.Uncompressed,
        ["silent"] = FaultKind.Silent,
        ["slowloris"] = FaultKind.SlowLoris,
        ["blocked"] = FaultKind.Blocked,
        ["403"] = FaultKind.Forbidden,
        ["429"] = FaultKind.TooMany,
        ["502"] = FaultKind.BadGateway,
        ["emptyapi"] = FaultKind.EmptyApi,
        ["chatlimited"] = FaultKind.ChatLimited,
        ["chatexpired"] = FaultKind.ChatExpired,
        ["chatempty"] = FaultKind.ChatEmpty,
        ["chathtml"] = FaultKind.ChatHtml,
        ["chatnonsense"] = FaultKind.ChatNonsense,
        ["chat502"] = FaultKind.ChatBadGateway,
        ["chatlost"] = FaultKind.ChatLost,
        ["chatreset"] = FaultKind.ChatReset,
        ["deaf"] = FaultKind.Deaf,
        ["fetchempty"] = FaultKind.FetchEmpty,
        ["fetchjson"] = FaultKind.FetchJson,
        ["fetchhtml"] = FaultKind.FetchHtml,
        ["fetch429"] = FaultKind.FetchTooMany,
        ["fetch502"] = FaultKind.FetchBadGateway,
        ["fetchgarbage"] = FaultKind.FetchGarbage,
        ["fetchoversize"] = FaultKind.FetchOversize,
        ["fetchslow"] = FaultKind.FetchSlow,
        ["fetchstall"] = FaultKind.FetchStall,
    };

    private static readonly Dictionary<FaultKind, string> ByKind = ByName.ToDictionary(p => p.Value, p => p.Key);

    /// <summary>All names, in the order of <see cref="FaultKind"/>.</summary>
    public static IEnumerable<string> All => ByName.Keys;

    public static string Of(FaultKind kind) => ByKind[kind];

    public static bool TryFind(string name, out FaultKind kind) => ByName.TryGetValue(name, out kind);

    public static FaultPoint Point(FaultKind kind) => kind switch
    {
        >= FaultKind.FetchEmpty => FaultPoint.Fetch,
        FaultKind.EmptyApi => FaultPoint.Api,
        FaultKind.ChatLimited or FaultKind.ChatExpired or FaultKind.ChatEmpty or FaultKind.ChatHtml or FaultKind.ChatNonsense
            or FaultKind.ChatBadGateway or FaultKind.ChatLost or FaultKind.ChatReset => FaultPoint.Chat,
        FaultKind.Deaf => FaultPoint.Heartbeat,
        >= FaultKind.Blocked => FaultPoint.Connect,
        _ => FaultPoint.Frame,
    };
}
