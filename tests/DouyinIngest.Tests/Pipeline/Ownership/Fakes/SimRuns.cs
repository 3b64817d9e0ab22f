namespace DouyinIngest.Tests.Pipeline.Ownership.Fakes;

/// <summary>Many runs of every plan, made once for all properties.</summary>
public sealed class SimRuns
{
    private const int Seeds = 150;

    public SimRuns()
    {
        foreach (var (name, plan) in SimPlan.All)
        {
            for (var seed = 0; seed < Seeds; seed++)
            {
                var run = new OwnershipSim(seed, plan, isTraced: false);
                run.Run();
                Runs++;
                Published += run.Published;
                Claims += run.Claims;
                foreach (var (property, what) in run.Violations.Take(1))
                {
                    if (!Violations.ContainsKey((property, name)))
                    {
                        var told = new OwnershipSim(seed, plan, isTraced: true);
                        told.Run();
                        Violations.Add((property, name), $"{name}, seed {seed}: {what}\n{string.Join('\n', told.Trace)}");
                    }

                    Count[(property, name)] = Count.GetValueOrDefault((property, name)) + 1;
                }
            }
        }
    }

    public int Runs { get; }

    public int Published { get; }

    public int Claims { get; }

    /// <summary>The first violation of each property in each plan, with its story.</summary>
    public Dictionary<(string Property, string Plan), string> Violations { get; } = [];

    public Dictionary<(string Property, string Plan), int> Count { get; } = [];
}
