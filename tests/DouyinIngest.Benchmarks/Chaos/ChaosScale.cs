namespace DouyinIngest.Benchmarks.Chaos;

/// <summary>How large the runs are.</summary>
/// <param name="Short">The form that a test runs; false: as long as the fault matrix says.</param>
/// <param name="Seed">Of the world and of the plans.</param>
/// <param name="Rate">Events per second; null: the scale's own.</param>
/// <param name="Rooms">Null: the scale's own.</param>
/// <param name="Static">One by one, without a fleet.</param>
internal sealed record ChaosScale(bool Short, int Seed, double? Rate = null, int? Rooms = null, bool Static = false)
{
    /// <summary>The settings that most runs share.</summary>
    public ChaosSettings Settings => new()
    {
        Rooms = Rooms ?? (Short ? 100 : 200),
        EventsPerSecond = Rate ?? Pick(5_000, 2_000),
        Load = Pick(TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(120)),
        After = Pick(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(15)),
        Seed = Seed,
        ShortLived = Short,
        Static = Static,
    };

    /// <summary>Seconds of undisturbed load before the first fault.</summary>
    public double Calm => Pick(4, 8);

    public T Pick<T>(T ifShort, T ifLong) => Short ? ifShort : ifLong;

    /// <summary>Seconds, as the matrix has them or shortened.</summary>
    public TimeSpan Seconds(double ifShort, double ifLong) => TimeSpan.FromSeconds(Pick(ifShort, ifLong));
}
