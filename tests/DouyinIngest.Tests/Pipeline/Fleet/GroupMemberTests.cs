using Confluent.Kafka;
using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Fleet.Fakes;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Tests.Pipeline.Fleet;

public sealed class GroupMemberTests
{
    [Fact]
    public async Task Run_SomethingThrowsBetweenTwoMemberships_HasFailedAndSaysWhy()
    {
        await using var rig = new MemberRig(new FullDisk());
        rig.Member.Start();
        await rig.SettledAsync();

        rig.Kafka.Fail(GroupRequest.Heartbeat, (int)ErrorCode.FencedInstanceId);

        Assert.Equal("no space left", await rig.Member.Failed.Soon());
        Assert.False(rig.Member.IsMember);
    }

    private sealed class FullDisk : ILogger<GroupMember>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name == "MembershipLost")
            {
                throw new IOException("no space left");
            }
        }
    }
}
