using System.Text.Json;

namespace DouyinIngest.Benchmarks.Chaos.Rig;

/// <summary>The simulator's counters at one moment.</summary>
internal sealed class SimulatorFigures(JsonElement report)
{
    public long WorldEvents => report.GetProperty("worldEvents").GetInt64();

    /// <summary>Events that somebody who missed nothing has been sent.</summary>
    public long Offered => report.GetProperty("oracle").GetProperty("offered").GetInt64();

    public long Resumes => Socket("resumes");

    public long Replayed => Socket("replayedMessages");

    public long WrongAcks => Socket("wrongAcks");

    public long Attempts => Connect("attempts");

    public long MaxAttemptsPerSecond => Connect("maxAttemptsPerSecond");

    public long MaxAttemptsOfARoom => Connect("maxAttemptsOfARoom");

    public long Refused => Disruption("refused").GetInt64();

    public long HalfOpen => Disruption("halfOpen").GetInt64();

    public long HalfOpenEnded => Disruption("halfOpenEnded").GetInt64();

    public long HalfOpenBack => Disruption("halfOpenBack").GetInt64();

    public double LongestToEnd => Disruption("longestToEnd").GetDouble();

    public double LongestToBack => Disruption("longestToBack").GetDouble();

    /// <summary>The highest number of sockets held at once, per app id, and how many were turned away.</summary>
    public IReadOnlyDictionary<string, (int Now, int Max, long Refused)> Credentials => report.GetProperty("sockets").GetProperty("perApp").EnumerateObject()
        .ToDictionary(
            app => app.Name,
            app => (app.Value.GetProperty("now").GetInt32(), app.Value.GetProperty("max").GetInt32(), app.Value.GetProperty("refused").GetInt64()),
            StringComparer.Ordinal);

    private long Socket(params string[] path) => path.Aggregate(report.GetProperty("sockets"), (element, name) => element.GetProperty(name)).GetInt64();

    private long Connect(string name) => report.GetProperty("connects").GetProperty(name).GetInt64();

    private JsonElement Disruption(string name) => report.GetProperty("disruptions").GetProperty(name);
}
