using Confluent.Kafka;
using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Tests.Pipeline.Fleet;

public sealed class GroupRemediesTests
{
    [Theory]
    [InlineData(ErrorCode.GroupAuthorizationFailed, "the right Read on the group fleet")]
    [InlineData(ErrorCode.TopicAuthorizationFailed, "the right Read on the topic checkpoints")]
    [InlineData(ErrorCode.InconsistentGroupProtocol, "set Fleet:Group")]
    [InlineData(ErrorCode.GroupMaxSizeReached, "group.max.size")]
    [InlineData(ErrorCode.InvalidSessionTimeout, "Fleet:SessionTimeout")]
    [InlineData(ErrorCode.SaslAuthenticationFailed, "Kafka:Client")]
    public void For_RefusalThatStays_SaysWhatToDo(ErrorCode error, string remedy)
        => Assert.Contains(remedy, GroupRemedies.For(error, "fleet", "checkpoints"), StringComparison.Ordinal);

    [Theory]
    [InlineData(ErrorCode.RebalanceInProgress)]
    [InlineData(ErrorCode.NotCoordinatorForGroup)]
    [InlineData(ErrorCode.UnknownMemberId)]
    [InlineData(ErrorCode.Local_AllBrokersDown)]
    public void For_WhatMendsByItself_IsNone(ErrorCode error) => Assert.Null(GroupRemedies.For(error, "fleet", "checkpoints"));

    [Theory]
    [InlineData(ErrorCode.TopicAuthorizationFailed, "the right Write on the topic t")]
    [InlineData(ErrorCode.ClusterAuthorizationFailed, "IdempotentWrite")]
    public void Access_Denied_NamesTheRight(ErrorCode error, string remedy) => Assert.Contains(remedy, AccessRemedies.For(error, "t", "Write"), StringComparison.Ordinal);

    [Fact]
    public void Access_AnythingElse_IsNone() => Assert.Null(AccessRemedies.For(ErrorCode.MsgSizeTooLarge, "t", "Write"));
}
