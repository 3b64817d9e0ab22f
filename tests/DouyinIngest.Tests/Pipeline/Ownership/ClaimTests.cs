using DouyinIngest.Pipeline.Ownership;
using DouyinIngest.Tests.Pipeline.Ownership.Fakes;

namespace DouyinIngest.Tests.Pipeline.Ownership;

public class ClaimTests
{
    private const string Me = OwnershipRig.Me;
    private const string Other = OwnershipRig.Other;

    [Fact]
    public void Assigned_BeforeThePartitionIsRead_AsksForItsEndAndClaimsNothing()
    {
        var rig = new OwnershipRig();
        rig.Unread(1);

        Assert.Equal([new AskEnd(1)], rig.Do(o => o.Assigned(rig.Now)));
        Assert.Empty(rig.AnswerQuestions(1));
        Assert.False(rig.Ownership.IsCaughtUp);
    }

    [Fact]
    public void ReadTo_TheEndThatWasAskedFor_Claims()
    {
        var rig = new OwnershipRig();
        rig.Unread(1);
        rig.Assigned();

        Assert.Equal([new WriteClaim(1)], rig.Do(o => o.ReadTo(1, rig.Now)));
        Assert.Empty(rig.After(10));
    }

    [Fact]
    public void OwnClaim_Read_GivesItsOffsetAsEpoch()
    {
        var rig = OwnershipRig.Opening("1001");

        Assert.True(rig.Ownership.IsOwner);
        Assert.Equal(1, rig.Ownership.Epoch);
    }

    [Fact]
    public void ClaimRefused_StillWanted_ClaimsAgainAfterASecond()
    {
        var rig = new OwnershipRig();
        Assert.Equal([new AskEnd(1), new WriteClaim(1)], rig.Assigned());

        Assert.Empty(rig.Do(o => o.ClaimRefused(1, rig.Now)));
        Assert.Empty(rig.After(0.9));
        Assert.Equal([new WriteClaim(2)], rig.After(0.1));
    }

    [Fact]
    public void ClaimRefused_NotWantedAnyMore_LetsThePartitionGo()
    {
        var rig = new OwnershipRig();
        rig.Assigned();
        rig.Do(o => o.Unassigned(rig.Now));
        Assert.False(rig.Ownership.IsIdle);

        Assert.Empty(rig.Do(o => o.ClaimRefused(1, rig.Now)));

        Assert.True(rig.Ownership.IsIdle);
        Assert.Empty(rig.After(10));
    }

    [Fact]
    public void OwnClaim_OfAnEarlierReading_IsHistory()
    {
        var rig = new OwnershipRig();
        rig.Claim(Me);

        Assert.False(rig.Ownership.IsOwner);
        Assert.Equal([new AskEnd(1), new WriteClaim(1)], rig.Assigned());
    }

    [Fact]
    public void OwnClaim_ReadAgainWhileOwner_KeepsTheRoomsUnderTheNewEpoch()
    {
        var rig = OwnershipRig.Running("1001");

        Assert.Equal([new SetEpoch("1001", 1)], rig.Claim(Me));
        Assert.Equal(RoomPhase.Running, rig.Phase("1001"));
    }

    [Fact]
    public void ForeignClaim_WhileWanted_ClaimsAgainAfterASecond()
    {
        var rig = OwnershipRig.Running();
        rig.Claim(Other);

        Assert.Equal(rig.Now + TimeSpan.FromSeconds(1), rig.Ownership.NextDue);
        Assert.Empty(rig.After(0.999));
        Assert.Equal([new WriteClaim(2)], rig.After(0.001));
    }

    [Fact]
    public void ForeignClaim_NoLongerWanted_IsNotAnsweredByAClaim()
    {
        var rig = OwnershipRig.Running();
        rig.Do(o => o.Unassigned(rig.Now));
        rig.Claim(Other);

        Assert.Empty(rig.After(10));
        Assert.True(rig.Ownership.IsIdle);
    }

    [Fact]
    public void Claim_WhileAFinalIsOwed_Waits()
    {
        var rig = OwnershipRig.Running("1001");
        rig.Claim(Other);

        Assert.Empty(rig.After(2));
        Assert.True(rig.Ownership.MustStay);
        Assert.Collection(rig.Closed("1001", "c"), action => Assert.IsType<WriteFinal>(action), action => Assert.IsType<WriteClaim>(action));
    }

    [Fact]
    public void Claim_WhileAFinalHasToBePassedOn_Waits()
    {
        var rig = OwnershipRig.Opening("1001");
        rig.Claim("third-3");
        rig.Answer(Other, 1, "1001");

        Assert.Empty(rig.After(2));
        Assert.True(rig.Ownership.MustStay);
        Assert.Contains(new WriteClaim(2), rig.Final(Other, "1001", 0, "c"));
    }

    [Fact]
    public void ClaimWritten_NotFoundUpToAnEndAskedAfterwards_ClaimsAgain()
    {
        var rig = new OwnershipRig();
        rig.Assigned();
        rig.Unread(1);

        Assert.Equal([new AskEnd(2)], rig.Do(o => o.ClaimWritten(1, rig.Now)));
        Assert.Empty(rig.AnswerQuestions(2));
        Assert.Equal([new WriteClaim(2)], rig.Do(o => o.ReadTo(1, rig.Now)));
    }

    [Fact]
    public void ClaimWritten_AfterItWasRead_AsksNothing()
    {
        var rig = OwnershipRig.Running();

        Assert.Empty(rig.Do(o => o.ClaimWritten(1, rig.Now)));
    }

    [Fact]
    public void ClaimWrittenAndRefused_OfAnEarlierClaim_SayNothingOfTheOneUnderWay()
    {
        var rig = OwnershipRig.Running();
        rig.Claim(Other);
        Assert.Equal([new WriteClaim(2)], rig.After(1));
        rig.Do(o => o.Unassigned(rig.Now));

        Assert.Empty(rig.Do(o => o.ClaimWritten(1, rig.Now)));
        Assert.Empty(rig.Do(o => o.ClaimRefused(1, rig.Now)));
        Assert.False(rig.Ownership.IsIdle);

        // It is read, and answers whoever comes behind it.
        rig.Claim(Me);
        Assert.True(rig.Ownership.IsOwner);
        Assert.IsType<WriteLingering>(Assert.Single(rig.Claim(Other)));
    }

    [Fact]
    public void Unassigned_AfterClaiming_StillOwnsWhatTheLogGives()
    {
        var rig = new OwnershipRig();
        rig.Assigned();
        rig.Do(o => o.Unassigned(rig.Now));
        Assert.False(rig.Ownership.IsIdle);
        rig.Claim(Me);

        Assert.True(rig.Ownership.IsOwner);
        Assert.False(rig.Ownership.IsIdle);
    }

    [Fact]
    public void Assigned_AfterTerminate_WantsNothing()
    {
        var rig = new OwnershipRig();
        rig.Do(o => o.Terminate(rig.Now));

        Assert.DoesNotContain(rig.Assigned(), action => action is WriteClaim);
        Assert.True(rig.Ownership.IsIdle);
    }
}
