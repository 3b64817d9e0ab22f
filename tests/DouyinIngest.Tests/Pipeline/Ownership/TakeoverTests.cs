using DouyinIngest.Pipeline.Ownership;
using DouyinIngest.Tests.Pipeline.Ownership.Fakes;

namespace DouyinIngest.Tests.Pipeline.Ownership;

/// <summary>When a claimer starts a room, and from where.</summary>
public class TakeoverTests
{
    private const string Me = OwnershipRig.Me;
    private const string Other = OwnershipRig.Other;
    private const string Third = "third-3";

    [Fact]
    public void OwnClaim_FirstRecordOfTheLog_StartsAtOnce()
    {
        var rig = new OwnershipRig();
        rig.Wish(RoomWish.Run, "1001");
        rig.Assigned();

        Assert.Equal([new StartRoom("1001", 0, null)], rig.Claim(Me));
    }

    [Fact]
    public void Answer_WithoutTheRoom_StartsItAtOnceFromItsNewestRecord()
    {
        var rig = new OwnershipRig();
        rig.Claim(Other);
        rig.Checkpoint(Other, "1001", 0, "c1");
        rig.Wish(RoomWish.Run, "1001");
        rig.Assigned();
        rig.Claim(Me);

        var start = Assert.IsType<StartRoom>(Assert.Single(rig.Answer(Other, 2)));
        Assert.Equal(("1001", 2L, "c1"), (start.LiveId, start.Epoch, start.From!.Cursor));
    }

    [Fact]
    public void Answer_WithTheRoom_StartsItWithTheFinal()
    {
        var rig = OwnershipRig.Opening("1001", "1002");

        Assert.Equal([new StartRoom("1002", 1, null)], rig.Answer(Other, 1, "1001"));
        Assert.Equal("c7", Assert.IsType<StartRoom>(Assert.Single(rig.Final(Other, "1001", 0, "c7"))).From!.Cursor);
    }

    [Fact]
    public void Checkpoint_ThatIsNotFinal_StartsNothing()
    {
        var rig = OwnershipRig.Opening("1001");
        rig.Answer(Other, 1, "1001");

        Assert.Empty(rig.Checkpoint(Other, "1001", 0, "c7"));
    }

    [Fact]
    public void Final_WrittenBeforeTheAnswer_DoesNotCount()
    {
        var rig = OwnershipRig.Opening("1001");
        rig.Final(Other, "1001", 0, "c7");

        Assert.Empty(rig.Answer(Other, 1, "1001"));
        Assert.Single(rig.Final(Other, "1001", 0, "c8"));
    }

    [Fact]
    public void Final_OfOneThatDidNotListTheRoom_DoesNotCount()
    {
        var rig = OwnershipRig.Opening("1001");
        rig.Answer(Other, 1, "1001");
        rig.Answer(Third, 1);

        Assert.Empty(rig.Final(Third, "1001", 0, "c7"));
    }

    [Fact]
    public void Final_OfOneOfTwoThatListedTheRoom_WaitsForBothAndTakesTheHighestEpoch()
    {
        var rig = OwnershipRig.Opening("1001");
        rig.Answer(Third, 1, "1001");
        rig.Answer(Other, 1, "1001");
        rig.Final(Other, "1001", 0, "c9");

        Assert.Equal("c9", Assert.IsType<StartRoom>(Assert.Single(rig.Final(Third, "1001", -1, "c4"))).From!.Cursor);
    }

    [Fact]
    public void Answer_OfAnotherThanThePreviousClaimer_StartsNothing()
    {
        var rig = OwnershipRig.Opening("1001");

        Assert.Empty(rig.Answer(Third, 1));
    }

    [Fact]
    public void Answer_ToAnotherClaim_StartsNothing()
    {
        var rig = OwnershipRig.Opening("1001");

        Assert.Empty(rig.Answer(Other, 0));
    }

    [Fact]
    public void Answer_ThatMoreFollow_StartsNothingThatItDoesNotList()
    {
        var rig = OwnershipRig.Opening("1001", "1002");

        Assert.Empty(rig.Answer(Other, 1, more: true, "1002"));
        Assert.Equal([new StartRoom("1001", 1, null)], rig.Answer(Other, 1, "1002"));
    }

    [Fact]
    public void NoAnswer_AsksForTheEndAndReadsToItBeforeItStarts()
    {
        var rig = OwnershipRig.Opening("1001");

        Assert.Equal(rig.Now + TimeSpan.FromSeconds(1.5), rig.Ownership.NextDue);
        Assert.Empty(rig.After(1.499));
        Assert.Equal([new AskEnd(2)], rig.After(0.001));
        rig.Unread(1);
        Assert.Empty(rig.AnswerQuestions(2));
        Assert.Equal([new StartRoom("1001", 1, null)], rig.Do(o => o.ReadTo(rig.End, rig.Now)));
    }

    [Fact]
    public void NoAnswer_ThatComesWhileReadingToTheEnd_IsHeeded()
    {
        var rig = OwnershipRig.Opening("1001");
        rig.After(1.5);
        rig.Do(o => o.EndIs(2, rig.End + 1, rig.Now));

        Assert.Empty(rig.Answer(Other, 1, "1001"));
        Assert.Single(rig.Final(Other, "1001", 0, "c3"));
    }

    [Fact]
    public void NoFinal_AsksForTheEndAndStartsFromTheNewestRecord()
    {
        var rig = OwnershipRig.Opening("1001");
        rig.Answer(Other, 1, "1001");
        rig.Checkpoint(Other, "1001", 0, "c2");

        Assert.Empty(rig.After(4.999));
        Assert.Equal([new AskEnd(2)], rig.After(0.001));
        Assert.Equal("c2", Assert.IsType<StartRoom>(Assert.Single(rig.AnswerQuestions(2))).From!.Cursor);
    }

    [Fact]
    public void NoFinal_ManyRooms_AskOnce()
    {
        var rig = OwnershipRig.Opening("1001", "1002", "1003");
        rig.Answer(Other, 1, "1001", "1002", "1003");

        Assert.Single(rig.After(5));
        Assert.Equal(3, rig.AnswerQuestions(2).Count);
    }

    [Fact]
    public void NoEarlierClaim_ButOtherRecords_WaitsForAnswersTillTheTimeOut()
    {
        var rig = new OwnershipRig();
        rig.Checkpoint(Other, "1001", -1, "c1");
        rig.Wish(RoomWish.Run, "1001");
        rig.Assigned();

        Assert.Empty(rig.Claim(Me));
        Assert.Empty(rig.Answer(Other, 1, "1001"));
        Assert.Empty(rig.Final(Other, "1001", -1, "c2"));
        Assert.Equal([new AskEnd(2)], rig.After(1.5));
        Assert.Equal("c2", Assert.IsType<StartRoom>(Assert.Single(rig.AnswerQuestions(2))).From!.Cursor);
    }

    [Fact]
    public void Start_NoLongerWanted_WaitsUntilItIs()
    {
        var rig = OwnershipRig.Opening("1001");
        rig.Do(o => o.Unassigned(rig.Now));

        Assert.Empty(rig.Answer(Other, 1));
        Assert.Equal([new StartRoom("1001", 1, null)], rig.Do(o => o.Assigned(rig.Now)));
    }

    [Theory]
    [InlineData(3, 2, "first")]
    [InlineData(2, 3, "second")]
    [InlineData(3, 3, "second")]
    [InlineData(3, 99, "first")]
    [InlineData(99, 0, "second")]
    [InlineData(99, 98, "second")]
    public void Newest_TwoRecords_HighestEpochThenTheLaterAndAnotherLogLast(long first, long second, string expected)
    {
        var room = new TrackedRoom("1001");
        room.Take(10, new() { Epoch = first, Cursor = "first" });
        room.Take(11, new() { Epoch = second, Cursor = "second" });

        Assert.Equal(expected, room.Newest!.Cursor);
    }

    [Fact]
    public void Stopped_NothingIsWrittenOrStartedBeforeTheEndIsRead()
    {
        var rig = OwnershipRig.Running("1001");
        Assert.Equal([new AskEnd(2)], rig.Do(o => o.Stopped(rig.Now)));
        Assert.False(rig.Ownership.IsCaughtUp);
        Assert.Equal([new CloseRoom("1001", CloseCause.Paused)], rig.Wish(RoomWish.Pause, "1001"));
        Assert.Empty(rig.Closed("1001", "c"));
        Assert.Empty(rig.Wish(RoomWish.Run, "1001", "1002"));

        Assert.Equal(["WriteFinal", "StartRoom", "StartRoom"], rig.AnswerQuestions(2).Select(action => action.GetType().Name));
        Assert.True(rig.Ownership.IsCaughtUp);
    }

    [Fact]
    public void Stopped_AnEndAskedForBefore_DoesNotDo()
    {
        var rig = OwnershipRig.Opening("1001");
        rig.After(1.5);
        rig.Do(o => o.Stopped(rig.Now));

        Assert.Empty(rig.AnswerQuestions(2));
        Assert.Equal([new StartRoom("1001", 1, null)], rig.AnswerQuestions(3));
    }

    [Fact]
    public void Stopped_ForeignClaimMetOnTheWay_ClosesTheRooms()
    {
        var rig = OwnershipRig.Running("1001");
        rig.Do(o => o.Stopped(rig.Now));

        Assert.Contains(new CloseRoom("1001", CloseCause.Moved), rig.Claim(Other));
        Assert.Empty(rig.Closed("1001", "c"));
        Assert.IsType<WriteFinal>(Assert.Single(rig.AnswerQuestions(2), action => action is WriteFinal));
    }
}
