using DouyinIngest.Pipeline.Ownership;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Tests.Pipeline.Ownership.Fakes;

namespace DouyinIngest.Tests.Pipeline.Ownership;

/// <summary>What the table says of a room.</summary>
public class RoomWishTests
{
    private const string Me = OwnershipRig.Me;
    private const string Other = OwnershipRig.Other;

    [Theory]
    [InlineData((int)RoomWish.Pause, (int)CloseCause.Paused, RoomCheckpoint.Types.Closed.Paused)]
    [InlineData((int)RoomWish.Unplace, (int)CloseCause.Unplaced, RoomCheckpoint.Types.Closed.Unplaced)]
    [InlineData(null, (int)CloseCause.Removed, RoomCheckpoint.Types.Closed.Removed)]
    public void Wish_RoomNoLongerToRun_ClosesItAndItsFinalSaysWhy(int? wished, int closeCause, RoomCheckpoint.Types.Closed closed)
    {
        var (wish, cause) = ((RoomWish?)wished, (CloseCause)closeCause);
        var rig = OwnershipRig.Running("1001");

        Assert.Equal([new CloseRoom("1001", cause)], rig.Wish(wish, "1001"));
        var actions = rig.Closed("1001", "c");
        Assert.Equal(closed, Assert.IsType<WriteFinal>(actions[0]).Value.Closed);
        Assert.Equal(wish is null ? [new WriteTombstone("1001")] : [], actions.Skip(1));
        Assert.Equal(RoomPhase.Idle, rig.Phase("1001"));
    }

    [Fact]
    public void Wish_RunAgain_StartsFromOwnFinalBeforeItIsReadBack()
    {
        var rig = OwnershipRig.Running("1001");
        rig.Wish(RoomWish.Pause, "1001");
        rig.Closed("1001", "c2");

        var start = Assert.IsType<StartRoom>(Assert.Single(rig.Wish(RoomWish.Run, "1001")));
        Assert.Equal(("c2", RoomCheckpoint.Types.Closed.Paused), (start.From!.Cursor, start.From.Closed));
    }

    [Fact]
    public void Wish_RunAgain_OwnEarlierRecordThatArrivesLater_IsNotTakenForNewer()
    {
        var rig = OwnershipRig.Running("1001");
        rig.Wish(RoomWish.Pause, "1001");
        rig.Closed("1001", "c2");
        rig.Checkpoint(Me, "1001", 0, "c1");

        Assert.Equal("c2", Assert.IsType<StartRoom>(Assert.Single(rig.Wish(RoomWish.Run, "1001"))).From!.Cursor);
    }

    [Fact]
    public void Wish_RunAgainWhileItCloses_StartsOnceItsFinalIsWritten()
    {
        var rig = OwnershipRig.Running("1001");
        rig.Wish(RoomWish.Pause, "1001");

        Assert.Empty(rig.Wish(RoomWish.Run, "1001"));
        Assert.Collection(rig.Closed("1001", "c2"), a => Assert.IsType<WriteFinal>(a), a => Assert.IsType<StartRoom>(a));
    }

    [Fact]
    public void Wish_RemovedAndAddedAgain_StartsFromNothing()
    {
        var rig = OwnershipRig.Running("1001");
        rig.Wish(null, "1001");
        rig.Closed("1001", "c2");
        rig.Checkpoint(Me, "1001", 0, "c1");
        rig.Final(Me, "1001", 0, "c2");

        Assert.Equal([new StartRoom("1001", 0, null)], rig.Wish(RoomWish.Run, "1001"));
    }

    [Fact]
    public void Wish_NewRoomWhileOwner_StartsAtOnce()
    {
        var rig = OwnershipRig.Running();

        Assert.Equal([new StartRoom("1001", 0, null)], rig.Wish(RoomWish.Run, "1001"));
    }

    [Fact]
    public void Wish_NewRoomWhileAnswersAreAwaited_WaitsForThem()
    {
        var rig = OwnershipRig.Opening();

        Assert.Empty(rig.Wish(RoomWish.Run, "1001"));
        Assert.Equal([new StartRoom("1001", 1, null)], rig.Answer(Other, 1));
    }

    [Fact]
    public void Wish_RoomThatOnlyTheAnswerNamed_StartsOnceTheTableNamesIt()
    {
        var rig = OwnershipRig.Opening();
        rig.Answer(Other, 1, "1001");

        Assert.Empty(rig.Wish(RoomWish.Run, "1001"));
        Assert.Equal("c4", Assert.IsType<StartRoom>(Assert.Single(rig.Final(Other, "1001", 0, "c4"))).From!.Cursor);
    }

    [Fact]
    public void Wish_PausedWhileItMoved_IsMarkedByTheNewOwner()
    {
        var rig = OwnershipRig.Opening("1001");
        rig.Answer(Other, 1, "1001");
        rig.Wish(RoomWish.Pause, "1001");
        var marked = Assert.IsType<WriteFinal>(Assert.Single(rig.Final(Other, "1001", 0, "c4"))).Value;

        Assert.Equal(("c4", 1L, RoomCheckpoint.Types.Closed.Paused), (marked.Cursor, marked.Epoch, marked.Closed));
        Assert.Empty(rig.After(10));
    }

    [Fact]
    public void Wish_RemovedWhileItMoved_IsDeletedByTheNewOwner()
    {
        var rig = OwnershipRig.Opening("1001");
        rig.Answer(Other, 1, "1001");
        rig.Wish(null, "1001");

        Assert.Equal([new WriteTombstone("1001")], rig.Final(Other, "1001", 0, "c4"));
    }

    [Fact]
    public void Wish_RoomNeverNamed_IsNotDeleted()
    {
        var rig = new OwnershipRig();
        rig.Claim(Other);
        rig.Checkpoint(Other, "1001", 0, "c4");
        rig.Assigned();
        rig.Claim(Me);
        rig.Answer(Other, 2);

        Assert.Empty(rig.Wish(RoomWish.Run));
        Assert.Equal("c4", rig.Ownership.Newest("1001")!.Cursor);
    }

    [Fact]
    public void Wish_PausedWhileMoving_FinalOfTheOldOwnerSaysSo()
    {
        var rig = OwnershipRig.Running("1001");
        rig.Claim(Other);
        rig.Wish(RoomWish.Pause, "1001");

        Assert.Equal(RoomCheckpoint.Types.Closed.Paused, Assert.IsType<WriteFinal>(Assert.Single(rig.Closed("1001", "c"))).Value.Closed);
    }

    [Fact]
    public void Unassigned_RoomRuns_GoesOn()
    {
        var rig = OwnershipRig.Running("1001");

        Assert.Empty(rig.Do(o => o.Unassigned(rig.Now)));
        Assert.Equal(RoomPhase.Running, rig.Phase("1001"));
    }

    [Fact]
    public void Tombstone_OfAnotherOwner_ForgetsOurOwnFinal()
    {
        var rig = OwnershipRig.Running("1001");
        rig.Claim(Other);
        rig.Closed("1001", "c");
        rig.Tombstone("1001");

        Assert.Null(rig.Ownership.Newest("1001"));
    }
}
