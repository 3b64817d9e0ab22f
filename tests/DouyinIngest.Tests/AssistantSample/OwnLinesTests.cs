using DouyinIngest.Tests.Fakes;
using LiveAssistant;

namespace DouyinIngest.Tests.AssistantSample;

public sealed class OwnLinesTests
{
    private readonly ArmedTime _time = new();

    [Fact]
    public void IsOwn_ExpectedLine_OnceForOneThatWasSaid()
    {
        var own = new OwnLines(_time);
        own.Expect("谢谢  大家");

        Assert.True(own.IsOwn(SomeEvents.Chat("谢谢 大家 ", user: 5)));
        Assert.False(own.IsOwn(SomeEvents.Chat("谢谢 大家", user: 5)));
    }

    [Fact]
    public void IsOwn_AfterTwoMinutes_IsNotExpectedAnyLonger()
    {
        var own = new OwnLines(_time);
        own.Expect("hello");
        _time.Advance(TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(1));

        Assert.False(own.IsOwn(SomeEvents.Chat("hello")));
    }

    [Fact]
    public void IsOwn_Forgotten_IsSomebodyElses()
    {
        var own = new OwnLines(_time);
        own.Expect("hello");
        own.Forget("hello");

        Assert.False(own.IsOwn(SomeEvents.Chat("hello")));
    }

    [Theory]
    [InlineData(99, 99, true)]
    [InlineData(99, 98, false)]
    [InlineData(0, 0, false)]
    [InlineData(111111, 111111, false)]
    public void IsOwn_ByTheSendersId_UnlessItIsEverybodys(long learned, long user, bool isOwn)
    {
        var own = new OwnLines(_time);
        own.Learn(learned);

        Assert.Equal(isOwn, own.IsOwn(SomeEvents.Chat("anything", user: user)));
    }
}
