using DouyinIngest.Pipeline.Canary;

namespace DouyinIngest.Server.Api;

/// <summary>What the console shows above its rooms.</summary>
internal sealed record ConsoleStatus
{
    public required string Version { get; init; }

    /// <summary>This instance's pod.</summary>
    public required string Pod { get; init; }

    /// <summary><c>fleet</c>: rooms come from the control topic; <c>rooms</c>: from the configuration.</summary>
    public required string Mode { get; init; }

    /// <summary>Whether a token is set, so that rooms can be paused here.</summary>
    public required bool Writes { get; init; }

    /// <summary>Why this instance is not ready; empty: it is.</summary>
    public required IReadOnlyList<string> NotReady { get; init; }

    /// <summary>How old the table of rooms is; null: none was read.</summary>
    public required double? TableAgeSeconds { get; init; }

    /// <summary>The fleet's topics were read to their ends: what is shown of other pods is whole.</summary>
    public required bool FleetIsWhole { get; init; }

    /// <summary>Why they cannot be read; empty: they can.</summary>
    public required string FleetTrouble { get; init; }

    /// <summary>Every process of the fleet that is known.</summary>
    public required IReadOnlyList<PodRow> Pods { get; init; }

    /// <summary>How this instance's canary does; null: it has none.</summary>
    public required CanaryReport? Canary { get; init; }
}

/// <summary>One process of the fleet.</summary>
/// <param name="Instance">Pod name and process nonce.</param>
/// <param name="Address">host:port of its console; empty when it tells none.</param>
/// <param name="IsThis">It is the one that answers.</param>
/// <param name="Partitions">How many it owns.</param>
/// <param name="Rooms">How many it runs.</param>
/// <param name="Rate">Events a second.</param>
internal sealed record PodRow(string Instance, string Address, bool IsThis, int Partitions, int Rooms, double Rate);
