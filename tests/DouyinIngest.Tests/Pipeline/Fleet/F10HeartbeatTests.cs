using Confluent.Kafka;
using DouyinIngest.Tests.Pipeline.Fleet.Fakes;

namespace DouyinIngest.Tests.Pipeline.Fleet;

/// <summary>F10: heartbeats that the coordinator answers with an error, pushed on the mock cluster. A class of its own: it runs beside the others.</summary>
public sealed class F10HeartbeatTests
{
    [Theory]
    [InlineData(ErrorCode.NotCoordinatorForGroup)]
    [InlineData(ErrorCode.GroupCoordinatorNotAvailable)]
    [InlineData(ErrorCode.GroupLoadInProgress)]
    [InlineData(ErrorCode.RebalanceInProgress)]
    [InlineData(ErrorCode.IllegalGeneration)]
    [InlineData(ErrorCode.UnknownMemberId)]
    public Task F10_Heartbeat_IsAMemberWithAllPartitionsAgain(ErrorCode error) => MemberRig.RecoversAsync(GroupRequest.Heartbeat, error);
}
