using Confluent.Kafka;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Fleet.Fakes;

namespace DouyinIngest.Tests.Pipeline.Fleet;

/// <summary>F10: heartbeats that the coordinator answers with an error, pushed on the mock cluster. A class of its own: it runs beside the others.</summary>
public sealed class F10HeartbeatTests
{
    [Fact]
    public Task F10_Heartbeat_IsAMemberWithAllPartitionsAgain() => AtOnce.ForEachAsync(
        [
            ErrorCode.NotCoordinatorForGroup, ErrorCode.GroupCoordinatorNotAvailable, ErrorCode.GroupLoadInProgress,
            ErrorCode.RebalanceInProgress, ErrorCode.IllegalGeneration, ErrorCode.UnknownMemberId,
        ],
        error => MemberRig.RecoversAsync(GroupRequest.Heartbeat, error));
}
