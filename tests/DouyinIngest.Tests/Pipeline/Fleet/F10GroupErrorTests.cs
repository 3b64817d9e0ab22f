using Confluent.Kafka;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Fleet.Fakes;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace DouyinIngest.Tests.Pipeline.Fleet;

/// <summary>F10: requests of the group that its coordinator answers with an error, pushed on the mock cluster.</summary>
public sealed class F10GroupErrorTests
{
    [Fact]
    public Task F10_JoinGroup_IsAMemberWithAllPartitionsAgain() => AtOnce.ForEachAsync(
        [
            ErrorCode.NotCoordinatorForGroup, ErrorCode.GroupCoordinatorNotAvailable, ErrorCode.GroupLoadInProgress,
            ErrorCode.RebalanceInProgress, ErrorCode.UnknownMemberId,
        ],
        error => MemberRig.RecoversAsync(GroupRequest.JoinGroup, error));

    [Fact]
    public Task F10_SyncGroup_IsAMemberWithAllPartitionsAgain() => AtOnce.ForEachAsync(
        [
            ErrorCode.NotCoordinatorForGroup, ErrorCode.GroupCoordinatorNotAvailable,
            ErrorCode.RebalanceInProgress, ErrorCode.IllegalGeneration, ErrorCode.UnknownMemberId,
        ],
        error => MemberRig.RecoversAsync(GroupRequest.SyncGroup, error));

    [Fact]
    public async Task F10_FindCoordinator_IsAskedAgainUntilItIsKnown()
    {
        await using var rig = new MemberRig();
        rig.Kafka.Fail(GroupRequest.FindCoordinator, [.. Enumerable.Repeat((int)ErrorCode.GroupCoordinatorNotAvailable, MemberRig.Pushed)]);
        rig.Member.Start();

        await rig.SettledAsync();

        Assert.True(rig.Kafka.Requests(GroupRequest.FindCoordinator) > MemberRig.Pushed);
        Assert.False(rig.Member.Failed.IsCompleted);
    }

    [Fact]
    public async Task F10_FencedInstance_IsAMemberUnderAnotherNameWithAllPartitionsAgain()
    {
        await using var rig = new MemberRig();
        rig.Member.Start();
        await rig.SettledAsync();
        var joins = rig.Kafka.Requests(GroupRequest.JoinGroup);

        rig.Kafka.Fail(GroupRequest.Heartbeat, (int)ErrorCode.FencedInstanceId);
        await MemberRig.UntilAsync(() => rig.Kafka.Requests(GroupRequest.JoinGroup) > joins, "another join");
        await rig.SettledAsync();

        Assert.False(rig.Member.Failed.IsCompleted);
        var (level, _, text) = Assert.Single(rig.Log.Lines, line => line.Name == "MembershipLost");
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains("fenced", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task F10_FencedAndNeverTakenInAgain_EndsTheMembershipForGoodAndSaysSo()
    {
        await using var rig = new MemberRig();
        rig.Member.Start();
        await rig.SettledAsync();

        rig.Kafka.Fail(GroupRequest.JoinGroup, [.. Enumerable.Repeat((int)ErrorCode.FencedInstanceId, 10)]);
        rig.Kafka.Fail(GroupRequest.Heartbeat, (int)ErrorCode.FencedInstanceId);
        var why = await rig.Member.Failed.Soon();

        Assert.Contains("fenced", why, StringComparison.OrdinalIgnoreCase);
        Assert.False(rig.Member.IsMember);
    }

    [Fact]
    public Task F10_JoinRefused_IsSaidOnceWithItsRemedyAndGoesOnByItself() => AtOnce.ForEachAsync<(ErrorCode Error, string Remedy)>(
        [
            (ErrorCode.GroupAuthorizationFailed, "the right Read on the group douyin-ingest"),
            (ErrorCode.InconsistentGroupProtocol, "set Fleet:Group to another name"),
            (ErrorCode.GroupMaxSizeReached, "group.max.size"),
        ],
        refusal => RefusedAsync(refusal.Error, refusal.Remedy));

    private static async Task RefusedAsync(ErrorCode error, string remedy)
    {
        await using var rig = new MemberRig();
        rig.Kafka.Fail(GroupRequest.JoinGroup, [.. Enumerable.Repeat((int)error, 1_000)]);
        rig.Member.Start();

        await MemberRig.UntilAsync(() => rig.Member.Refused is not null && rig.Kafka.Requests(GroupRequest.JoinGroup) > 1, "a refusal");
        Assert.False(rig.Member.IsMember);
        Assert.Contains(remedy, rig.Member.Refused, StringComparison.Ordinal);
        var (level, _, text) = Assert.Single(rig.Log.Lines, line => line.Name == "GroupRefused");
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains(remedy, text, StringComparison.Ordinal);

        rig.Kafka.Heal(GroupRequest.JoinGroup);
        await rig.SettledAsync();
        Assert.Null(rig.Member.Refused);
        Assert.False(rig.Member.Failed.IsCompleted);
    }
}
