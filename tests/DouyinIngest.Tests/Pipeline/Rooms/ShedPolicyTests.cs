using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Pipeline.Rooms;

public sealed class ShedPolicyTests
{
    [Theory]
    [InlineData("Enter", 0.69, "")]
    [InlineData("Enter", 0.70, "Enter")]
    [InlineData("Enter,Like", 0.84, "Enter")]
    [InlineData("Enter,Like", 0.86, "Enter,Like")]
    [InlineData("Like,Enter", 0.84, "Like")]
    [InlineData("Share,Follow,Room", 0.79, "Share")]
    [InlineData("Share,Follow,Room", 0.81, "Share,Follow")]
    [InlineData("Share,Follow,Room", 0.91, "Share,Follow,Room")]
    [InlineData("Share,Follow,Room", 3.0, "Share,Follow,Room")]
    public void Sheds_InTheOrderNamed(string kinds, double spent, string shed)
    {
        var policy = new ShedPolicy(Kinds(kinds));
        Assert.Equal(Kinds(shed).Order(), Enum.GetValues<EventKind>().Where(kind => policy.Sheds(kind, spent)));
    }

    [Fact]
    public void Of_None_IsNoPolicy() => Assert.Null(ShedPolicy.Of([]));

    [Fact]
    public void Of_Some_ShedsThem() => Assert.True(ShedPolicy.Of([EventKind.Like])!.Sheds(EventKind.Like, 1));

    private static EventKind[] Kinds(string words) => [.. words.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<EventKind>)];
}
