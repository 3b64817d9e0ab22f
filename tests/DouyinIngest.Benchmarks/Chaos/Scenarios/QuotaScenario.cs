using System.Globalization;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>More rooms are asked for than the credential may hold, and a pod is killed.</summary>
internal sealed class QuotaScenario : ChaosScenario
{
    private const string AppId = "chaos-app";
    private const int Reserve = 3;

    public override string Id => "F23";

    public override string Fault => "credential quota, a pod killed";

    public override bool NeedsFleet => true;

    public override bool MayRepeat => true;

    public override ChaosSettings Settings(ChaosScale scale)
    {
        var limit = Limit(scale);
        return scale.Settings with
        {
            Rooms = limit + 20,
            Followed = limit - Reserve,
            Profile = SocketProfile.ImV1,
            Pod = [$"--Socket:AppId={AppId}"],
            After = TimeSpan.FromSeconds(40),
        };
    }

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        var victim = random.Next(3);
        yield return TimedAction.Do(Near(10, random), $"SIGKILL of pod {victim}", rig => rig.Pods[victim].KillAsync());
    }

    public override async Task PrepareAsync(ChaosRig rig)
    {
        var limit = rig.Settings.Rooms - 20;
        await rig.Control!.WriteAsync([("_credentials", string.Create(CultureInfo.InvariantCulture, $"{{\"credentials\":{{\"default\":{{\"limit\":{limit},\"reserve\":{Reserve}}}}}}}"))]);
    }

    public override Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken)
        => rig.UntilFollowedAsync(rig.Settings.Followed ?? rig.LiveIds.Count, TimeSpan.FromSeconds(60), cancellationToken);

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
    {
        var held = outcome.Upstream!.Credentials.GetValueOrDefault(AppId);
        outcome.Require(held.Max > 0, () => "nobody connected with the credential");
        outcome.AtMost("mostSocketsOfTheCredential", held.Max, Limit(scale));
    }

    private static int Limit(ChaosScale scale) => scale.Rooms ?? 100;
}
