namespace DouyinIngest.Simulator.Truth;

/// <summary>How many events happened, and how many of them were offered to a connection, by kind.</summary>
internal sealed class OracleCounts
{
    public long Events { get; private set; }

    public long Offered { get; private set; }

    public SortedDictionary<string, long> Kinds { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> OfferedKinds { get; } = new(StringComparer.Ordinal);

    public void Note(OracleKind kind, bool offered)
    {
        var name = Name(kind);
        Events++;
        Kinds[name] = Kinds.GetValueOrDefault(name) + 1;
        if (offered)
        {
            Offered++;
            OfferedKinds[name] = OfferedKinds.GetValueOrDefault(name) + 1;
        }
    }

    /// <summary>The kind as reports write it.</summary>
    public static string Name(OracleKind kind) => kind switch
    {
        OracleKind.Chat => "chat",
        OracleKind.Gift => "gift",
        OracleKind.Like => "like",
        OracleKind.Enter => "enter",
        OracleKind.Follow => "follow",
        OracleKind.Share => "share",
        OracleKind.Room => "room",
        _ => "none",
    };
}
