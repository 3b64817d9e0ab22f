using DouyinIngest.Pipeline.Ownership;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Tests.Pipeline.Ownership.Fakes;

namespace DouyinIngest.Tests.Pipeline.Ownership;

/// <summary>What a pod does about another's claim.</summary>
public class AnswerTests
{
    private const string Me = OwnershipRig.Me;
    private const string Other = OwnershipRig.Other;
    private const string Third = "third-3";

    [Fact]
    public void ForeignClaim_RoomRuns_IsListedThenClosedThenFinal()
    {
        var rig = OwnershipRig.Running("1001");

        Assert.Equal([Lists(1, "1001"), new CloseRoom("1001", CloseCause.Moved)], rig.Claim(Other));
        var final = Assert.IsType<WriteFinal>(Assert.Single(rig.Closed("1001", "c9"))).Value;
        Assert.Equal(("c9", 0L, true, Me, RoomCheckpoint.Types.Closed.Moved), (final.Cursor, final.Epoch, final.Final, final.Instance, final.Closed));
        Assert.False(rig.Ownership.MustStay);
    }

    [Fact]
    public void ForeignClaim_PreviousClaimerWithoutRooms_AnswersWithAnEmptyList()
    {
        var rig = OwnershipRig.Running();

        Assert.Equal([Lists(1)], rig.Claim(Other));
    }

    [Fact]
    public void ForeignClaim_NeitherClaimerNorRooms_IsNotAnswered()
    {
        var rig = OwnershipRig.Running();
        rig.Claim(Other);

        Assert.Empty(rig.Claim(Third));
    }

    [Fact]
    public void ForeignClaim_WhileAnEarlierOneIsServed_ListsWhatStillCloses()
    {
        var rig = OwnershipRig.Running("1001");
        rig.Claim(Other);

        Assert.Equal([Lists(2, "1001")], rig.Claim(Third));
    }

    [Fact]
    public void ForeignClaim_WhileOpening_ListsAndPassesOnTheFinal()
    {
        var rig = OwnershipRig.Opening("1001");
        rig.Answer(Other, 1, "1001");

        Assert.Equal([Lists(3, "1001")], rig.Claim(Third));
        Assert.Equal(RoomPhase.Owed, rig.Phase("1001"));
        var final = Assert.IsType<WriteFinal>(Assert.Single(rig.Final(Other, "1001", 0, "c5"))).Value;
        Assert.Equal(("c5", 0L, true, Me), (final.Cursor, final.Epoch, final.Final, final.Instance));
        Assert.Equal(RoomPhase.Idle, rig.Phase("1001"));
    }

    [Fact]
    public void ForeignClaim_WhileOwing_DoesNotListWhatIsOwedToAnother()
    {
        var rig = OwnershipRig.Opening("1001");
        rig.Answer(Other, 1, "1001");
        rig.Claim(Third);

        Assert.Empty(rig.Claim("fourth-4"));
    }

    [Fact]
    public void ForeignClaim_BeforeOurOwnAnswerCame_SaysThatMoreMayFollowAndCompletes()
    {
        var rig = OwnershipRig.Opening("1001");

        Assert.Equal([Lists(2, more: true, "1001")], rig.Claim(Third));
        Assert.True(rig.Ownership.MustStay);
        Assert.Equal([Lists(2, "1001", "1002")], rig.Answer(Other, 1, "1001", "1002"));
        Assert.IsType<WriteFinal>(Assert.Single(rig.Final(Other, "1002", 0, "c2")));
        Assert.IsType<WriteFinal>(Assert.Single(rig.Final(Other, "1001", 0, "c1")));
        Assert.False(rig.Ownership.MustStay);
    }

    [Fact]
    public void ForeignClaim_WhileOpeningARoomThatOurTableDoesNotName_ListsIt()
    {
        var rig = OwnershipRig.Opening();
        rig.Answer(Other, 1, "1002");

        Assert.Equal([Lists(3, "1002")], rig.Claim(Third));
    }

    [Fact]
    public void Owed_NobodyRanIt_PassesOnWhatStandsAsOldAsItIs()
    {
        var rig = new OwnershipRig();
        rig.Claim(Other);
        rig.Checkpoint(Other, "1001", 0, "c3");
        rig.Wish(RoomWish.Run, "1001", "1002");
        rig.Assigned();
        rig.Claim(Me);
        rig.Claim(Third);
        var finals = rig.Answer(Other, 2).OfType<WriteFinal>().ToDictionary(final => final.LiveId, final => final.Value, StringComparer.Ordinal);

        Assert.Equal(("c3", 0L), (finals["1001"].Cursor, finals["1001"].Epoch));
        Assert.Equal((string.Empty, -1L), (finals["1002"].Cursor, finals["1002"].Epoch));
    }

    [Fact]
    public void RoomClosed_NothingConfirmedSinceItsStart_TheFinalIsWhatItStartedFrom()
    {
        var rig = OwnershipRig.Opening("1001");
        rig.Answer(Other, 1, "1001");
        rig.Final(Other, "1001", 0, "c5");
        rig.Claim(Third);
        var final = Assert.IsType<WriteFinal>(Assert.Single(rig.Closed("1001", null))).Value;

        Assert.Equal(("c5", 1L), (final.Cursor, final.Epoch));
    }

    [Fact]
    public void ForeignRecord_OfARoomThatRuns_IsWrittenOver()
    {
        var rig = OwnershipRig.Running("1001");

        Assert.Equal([new RewriteCheckpoint("1001")], rig.Checkpoint(Other, "1001", -1, "c0"));
        Assert.Equal([new RewriteCheckpoint("1001")], rig.Tombstone("1001"));
        Assert.Empty(rig.Checkpoint(Me, "1001", 0, "c1"));
        Assert.Empty(rig.Checkpoint(Other, "1002", -1, "c0"));
    }

    [Fact]
    public void DrainDeadline_ClosesWhatRunsAndStartsNothingAgain()
    {
        var rig = OwnershipRig.Running("1001");
        Assert.Empty(rig.Do(o => o.Terminate(rig.Now)));

        Assert.Equal([new CloseRoom("1001", CloseCause.Drained)], rig.Do(o => o.DrainDeadline(rig.Now)));
        var final = Assert.IsType<WriteFinal>(Assert.Single(rig.Closed("1001", "c"))).Value;
        Assert.Equal(RoomCheckpoint.Types.Closed.Moved, final.Closed);
        Assert.False(rig.Ownership.MustStay);
        Assert.Empty(rig.After(10));
    }

    private static WriteLingering Lists(long claim, params string[] rooms) => Lists(claim, more: false, rooms);

    private static WriteLingering Lists(long claim, bool more, params string[] rooms) =>
        new(new Lingering { Instance = Me, ClaimOffset = claim, More = more, LiveIds = { rooms } });
}
