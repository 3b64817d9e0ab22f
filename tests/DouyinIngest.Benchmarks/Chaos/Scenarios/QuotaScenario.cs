using System.Globalization;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>More rooms are asked for than five credentials may hold, and a pod is killed. The simulator tells how many sockets each ever held at once.</summary>
internal sealed class QuotaScenario : ChaosScenario
{
    private const int Credentials = 5;
    private const int Surplus = 20;

    public override string Id => "F23";

    public override string Fault => "credential quota, a pod killed";

    public override bool NeedsFleet => true;

    public override bool MayRepeat => true;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with
    {
        Rooms = (Credentials * Limit(scale)) + Surplus,
        Followed = Credentials * Limit(scale),
        Profile = SocketProfile.ImV1,
        Pod = [$"--Socket:AppId={AppId(0)}", .. Enumerable.Range(1, Credentials - 1).Select(i => $"--Socket:AppIds:{Name(i)}={AppId(i)}")],
        After = scale.Seconds(9, 40),
    };

    public override string AssignmentOf(int room) => $"{{\"credential\":\"{Name(room % Credentials)}\"}}";

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        var victim = random.Next(3);
        yield return TimedAction.Do(Near(scale.Pick(5, 10), random), $"SIGKILL of pod {victim}", rig => rig.Pods[victim].KillAsync());
    }

    public override async Task PrepareAsync(ChaosRig rig)
    {
        var limit = rig.Settings.Followed / Credentials;
        var named = Enumerable.Range(0, Credentials).Select(i => string.Create(CultureInfo.InvariantCulture, $"\"{Name(i)}\":{{\"limit\":{limit}}}"));
        await rig.Control!.WriteAsync([("_credentials", $"{{\"credentials\":{{{string.Join(',', named)}}}}}")]);
    }

    public override async Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken)
    {
        await rig.UntilFollowedAsync(rig.Settings.Followed ?? rig.LiveIds.Count, TimeSpan.FromSeconds(60), cancellationToken);
        var pods = rig.Running.ToList();
        await Eventually.IsTrueAsync(async () => await SumAsync(pods, "douyin_rooms_pending") == Surplus * pods.Count, TimeSpan.FromSeconds(10), () => "every pod counts the surplus as pending");
        rig.Notes["pending"] = await pods[0].MetricAsync("douyin_rooms_pending");
        rig.Notes["pendingReported"] = await SumAsync(pods, "douyin_status_records_total{what=\"quota\"}");
    }

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
    {
        for (var i = 0; i < Credentials; i++)
        {
            var held = outcome.Upstream!.Credentials.GetValueOrDefault(AppId(i));
            outcome.AtMost($"mostSocketsOf-{Name(i)}", held.Max, Limit(scale));
            outcome.Require(held.Max == Limit(scale), () => $"the credential {Name(i)} never held all its places: {held.Max}");
        }

        outcome.Require(outcome.Notes.GetValueOrDefault("pending") == Surplus, () => $"{outcome.Notes.GetValueOrDefault("pending")} rooms pending");
        outcome.Require(outcome.Notes.GetValueOrDefault("pendingReported") >= Surplus, () => $"{outcome.Notes.GetValueOrDefault("pendingReported")} pending rooms were reported");
    }

    private static async Task<double> SumAsync(IEnumerable<Rig.Pod> pods, string metric)
    {
        var sum = 0.0;
        foreach (var pod in pods)
        {
            sum += await pod.MetricAsync(metric);
        }

        return sum;
    }

    private static string Name(int credential) => credential == 0 ? "default" : string.Create(CultureInfo.InvariantCulture, $"c{credential}");

    private static string AppId(int credential) => string.Create(CultureInfo.InvariantCulture, $"chaos-app-{credential}");

    private static int Limit(ChaosScale scale) => scale.Rooms ?? scale.Pick(60, 100);
}
