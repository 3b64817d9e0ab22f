namespace DouyinIngest.Tests.Pipeline.Ownership.Fakes;

/// <summary>What may happen in a simulated run, and how often.</summary>
internal sealed record SimPlan(
    int Moves = 3,
    int Kills = 0,
    int Stops = 0,
    int Cuts = 0,
    int Terms = 0,
    int Compactions = 0,
    int TableChanges = 0,
    bool Removals = false,
    bool Expiry = false,
    bool AnyTimeOut = false)
{
    /// <summary>Everybody who is waited for is there, and whoever is told to do something does it in time.</summary>
    public bool IsCalm => Kills + Stops + Cuts + Terms == 0 && !Expiry && !AnyTimeOut;

    /// <summary>Kinds of runs by name: the first ones have no fault in them.</summary>
    public static IReadOnlyList<(string Name, SimPlan Plan)> All { get; } =
    [
        ("moves", new()),
        ("chained moves", new(Moves: 8)),
        ("late tables", new(Moves: 6, TableChanges: 3)),
        ("exits", new(Moves: 4, Terms: 2, Compactions: 1)),
        ("compaction", new(Moves: 6, Compactions: 3)),
        ("expiry", new(Moves: 6, Compactions: 2, Expiry: true)),
        ("removals", new(Moves: 5, TableChanges: 6, Removals: true)),
        ("kills", new(Moves: 4, Kills: 2, Compactions: 1)),
        ("stops", new(Moves: 5, Stops: 2)),
        ("cuts", new(Moves: 5, Cuts: 2)),
        ("time-outs", new(Moves: 6, AnyTimeOut: true)),
        ("all", new(Moves: 7, Kills: 1, Stops: 1, Cuts: 1, Terms: 1, Compactions: 2, TableChanges: 4, Removals: true, AnyTimeOut: true)),
    ];
}
