using Confluent.Kafka.Admin;
using DouyinIngest.Pipeline.Fleet;

namespace DouyinIngest.Tests.Pipeline.Fleet;

public sealed class GroupLookTests
{
    [Fact]
    public void Strangers_OurInstancesOnly_None()
        => Assert.Empty(GroupLook.Strangers([Member(GroupMember.ClientId), Member(GroupMember.ClientId)]));

    [Fact]
    public void Strangers_OthersAmongThem_AreNamedWithTheirHost()
        => Assert.Equal(
            ["rdkafka at /10.0.0.7", "analytics at /10.0.0.7"],
            GroupLook.Strangers([Member("rdkafka"), Member(GroupMember.ClientId), Member("analytics")]));

    private static MemberDescription Member(string clientId) => new() { ClientId = clientId, Host = "/10.0.0.7", ConsumerId = "c", GroupInstanceId = "" };
}
