using DouyinIngest.Pipeline.Outbound;
using DouyinIngest.Webcast.Chat;

namespace DouyinIngest.Tests.Pipeline.Outbound;

public sealed class OutboundBookTests
{
    private static readonly ChatSendResult Sent = new(ChatReason.None, "") { MessageId = 99 };

    [Fact]
    public void Line_OfARoomOfOurs_IsTakenReadBackSaidAndTold()
    {
        var rig = new BookRig();
        var line = rig.Line("hi", with: l => l with { Name = "mine", Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "b" } });

        var accepted = rig.Written(OutboundState.Accepted);
        Assert.Equal((line, "100", BookRig.Me, 7, "mine"), (accepted.Line, accepted.Key, accepted.Instance, accepted.Epoch, accepted.Name));
        Assert.Equal(new SayLine(line, new ChatTarget("100", 42), "hi"), rig.Saying());
        rig.Book.Said(line, Sent, rig.Now);
        var sent = rig.Written(OutboundState.Sent);
        Assert.Equal((ChatReason.None, "42-99", "b"), (sent.Reason, sent.EventId, sent.Labels["a"]));
        rig.Nothing();
        Assert.Equal(0, rig.Book.Unanswered);
    }

    [Fact]
    public void Line_NotReadBack_IsNotSaid()
    {
        var rig = new BookRig();
        rig.Line();
        rig.Book.TakeActions();
        rig.Pass(TimeSpan.FromMinutes(10));

        rig.Nothing();
        Assert.False(rig.Book.IsIdle);
    }

    [Fact]
    public void Line_AnotherWasFirst_IsNotSaidByUs()
    {
        var rig = new BookRig();
        var line = rig.Line();
        var ours = Assert.IsType<WriteResult>(Assert.Single(rig.Book.TakeActions())).Result;
        rig.Result(line, OutboundState.Accepted);
        rig.Result(ours);

        rig.Nothing();
        rig.Result(line, OutboundState.Sent);
        Assert.Equal(0, rig.Book.Unanswered);
    }

    [Fact]
    public void Line_AnotherComesSecond_IsSaidByUs()
    {
        var rig = new BookRig();
        var line = rig.Line();
        rig.Written(OutboundState.Accepted);
        rig.Result(line, OutboundState.Accepted);

        Assert.Equal(line, rig.Saying().Line);
    }

    [Fact]
    public void Line_OfAnothersRoom_IsLeftAlone()
    {
        var rig = new BookRig();
        rig.Line(key: "200");
        rig.Pass(TimeSpan.FromMinutes(5));

        rig.Nothing();
        Assert.Equal(1, rig.Book.Unanswered);
    }

    [Fact]
    public void NewOwner_ReadsTheResultsToAnEndAskedForAfterItsClaim()
    {
        var rig = new BookRig(owner: false);
        rig.Line();
        rig.Book.Owns(new Dictionary<int, long> { [0] = 9 }, rig.Now);
        var asked = Assert.IsType<AskResultsEnd>(Assert.Single(rig.Book.TakeActions()));
        rig.Book.EndIs(asked.Question, 5, rig.Now);
        rig.Book.ResultsReadTo(4, rig.Now);
        rig.Nothing();
        rig.Book.ResultsReadTo(5, rig.Now);

        rig.Written(OutboundState.Accepted);
    }

    [Fact]
    public void NewOwner_ALineWithoutResultThatAnotherTook_BecomesUnknownAfterTheGraceAndIsNeverSaid()
    {
        var rig = new BookRig(owner: false);
        var line = rig.Line();
        rig.Result(line, OutboundState.Accepted);
        rig.Own(9);
        rig.Nothing();
        rig.Pass(TimeSpan.FromSeconds(29));
        rig.Nothing();
        rig.Pass(TimeSpan.FromSeconds(1));
        rig.AnswerEnd();

        var unknown = rig.Written(OutboundState.Unknown);
        Assert.Equal((ChatReason.OwnerLost, 9), (unknown.Reason, unknown.Epoch));
        rig.Nothing();
    }

    [Fact]
    public void NewOwner_TheResultComesBeforeTheEndIsRead_SaysNothingMore()
    {
        var rig = new BookRig(owner: false);
        var line = rig.Line();
        rig.Result(line, OutboundState.Accepted);
        rig.Own(9);
        rig.Pass(TimeSpan.FromSeconds(30));
        var asked = Assert.IsType<AskResultsEnd>(Assert.Single(rig.Book.TakeActions()));
        rig.Result(line, OutboundState.Sent);
        rig.Book.EndIs(asked.Question, 2, rig.Now);

        rig.Nothing();
        Assert.Equal(0, rig.Book.Unanswered);
    }

    [Fact]
    public void Lines_OfARoom_GoOneAfterTheOtherAtAPace()
    {
        var rig = new BookRig();
        var first = rig.Line("one");
        var second = rig.Line("two");
        rig.Say(first, Sent);
        rig.Nothing();
        rig.Pass(TimeSpan.FromSeconds(2.9));
        rig.Nothing();
        rig.Pass(TimeSpan.FromSeconds(0.1));

        rig.Say(second, Sent);
    }

    [Fact]
    public void Lines_OfTwoRooms_DoNotWaitForEachOther()
    {
        var rig = new BookRig { ["101"] = new(OutboundRoomState.Live, 44) };
        rig.Line();
        rig.Written(OutboundState.Accepted);
        rig.Saying();
        rig.Line(key: "101");

        rig.Written(OutboundState.Accepted);
        Assert.Equal(44, rig.Saying().Room.RoomId);
    }

    [Fact]
    public void Line_BehindOneThatAnotherTook_WaitsForItsResult()
    {
        var rig = new BookRig(owner: false);
        var first = rig.Line("one");
        rig.Line("two");
        rig.Result(first, OutboundState.Accepted);
        rig.Own(9);
        rig.Nothing();
        rig.Result(first, OutboundState.Sent);
        rig.Pass(TimeSpan.FromSeconds(3));

        rig.Written(OutboundState.Accepted);
        Assert.Equal("two", rig.Saying().Text);
    }

    [Fact]
    public void Line_RefusedByTheSite_CostsTheNextNoPause()
    {
        var rig = new BookRig();
        rig.Say(rig.Line("one"), new ChatSendResult(ChatReason.LoginExpired, "code"));

        rig.Say(rig.Line("two"), Sent);
    }

    [Theory]
    [InlineData((int)OutboundRoomState.Unknown, ChatReason.UnknownRoom)]
    [InlineData((int)OutboundRoomState.Offline, ChatReason.RoomOffline)]
    public void Line_RoomThatCannotHearIt_IsTakenAndRefused(int state, ChatReason expected)
    {
        var rig = new BookRig { [BookRig.Room] = new((OutboundRoomState)state, 0, "why") };
        rig.Line();
        rig.Written(OutboundState.Accepted);

        Assert.Equal(expected, rig.Written(OutboundState.Refused).Reason);
        rig.Nothing();
    }

    [Fact]
    public void Line_RoomIsNotThatFarYet_WaitsAndIsSaid()
    {
        var rig = new BookRig { [BookRig.Room] = new(OutboundRoomState.Waiting) };
        var line = rig.Line();
        rig.Pass(TimeSpan.FromSeconds(100));
        rig.Nothing();
        rig[BookRig.Room] = new(OutboundRoomState.Live, 42);
        rig.Pass(TimeSpan.Zero);

        rig.Say(line, Sent);
    }

    [Fact]
    public void Line_RoomDoesNotComeInTime_IsRefused()
    {
        var rig = new BookRig { [BookRig.Room] = new(OutboundRoomState.Waiting, 0, "not yet") };
        rig.Line();
        rig.Pass(TimeSpan.FromMinutes(2));
        rig.Written(OutboundState.Accepted);

        var refused = rig.Written(OutboundState.Refused);
        Assert.Equal((ChatReason.RoomOffline, "not yet"), (refused.Reason, refused.Detail));
    }

    [Theory]
    [InlineData(120, true)]
    [InlineData(121, false)]
    public void Line_OldByTheBrokersClock_IsRefusedAsExpired(int seconds, bool said)
    {
        var rig = new BookRig(owner: false);
        rig.Line();
        rig.Now += TimeSpan.FromSeconds(seconds);
        rig.Own(9);
        rig.Book.Tick(rig.Now);
        rig.Written(OutboundState.Accepted);

        if (said)
        {
            rig.Saying();
        }
        else
        {
            Assert.Equal(ChatReason.Expired, rig.Written(OutboundState.Refused).Reason);
        }
    }

    [Theory]
    [InlineData(-3_600, false)]
    [InlineData(-60, true)]
    [InlineData(3_600, true)]
    public void Line_CreatedAt_OldOnesExpireAndAClockThatIsAheadDoesNoHarm(int seconds, bool said)
    {
        var rig = new BookRig();
        rig.Line(with: l => l with { CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(rig.BrokerNow).AddSeconds(seconds) });
        rig.Written(OutboundState.Accepted);

        if (said)
        {
            rig.Saying();
        }
        else
        {
            var refused = rig.Written(OutboundState.Refused);
            Assert.Equal(ChatReason.Expired, refused.Reason);
            Assert.Contains("createdAt", refused.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Line_TakenByAProcessThatWasStoppedMeanwhile_IsNotSaid()
    {
        var rig = new BookRig();
        rig.Line();
        var ours = Assert.IsType<WriteResult>(Assert.Single(rig.Book.TakeActions())).Result;
        var appended = rig.BrokerNow;
        rig.Now += TimeSpan.FromSeconds(10.1);
        rig.Book.ReadResult(ours, 0, appended, rig.Now);

        Assert.Equal(ChatReason.Expired, Assert.IsType<WriteResult>(Assert.Single(rig.Book.TakeActions())).Result.Reason);
    }

    [Fact]
    public void Line_GivenUpByAnotherWhileWeSayIt_KeepsThatResult()
    {
        var rig = new BookRig();
        var line = rig.Line();
        rig.Written(OutboundState.Accepted);
        rig.Saying();
        rig.Result(line, OutboundState.Unknown, reason: ChatReason.OwnerLost);
        rig.Book.Said(line, Sent, rig.Now);

        rig.Nothing();
    }

    [Theory]
    [InlineData((int)OutboundState.Sent)]
    [InlineData((int)OutboundState.Refused)]
    public void Result_OfWhoDidNotTakeTheLine_DoesNotCount(int state)
    {
        var rig = new BookRig();
        var line = rig.Line();
        rig.Written(OutboundState.Accepted);
        rig.Saying();
        rig.Result(line, (OutboundState)state);
        Assert.Equal(1, rig.Book.Unanswered);
        rig.Book.Said(line, Sent, rig.Now);

        rig.Written(OutboundState.Sent);
    }

    [Fact]
    public void Result_ReadBeforeItsLine_IsRemembered()
    {
        var rig = new BookRig();
        var id = new LineId(0, rig.BrokerNow);
        rig.Result(id, OutboundState.Accepted);
        rig.Result(id, OutboundState.Sent);

        Assert.Equal(id, rig.Line());
        rig.Nothing();
        Assert.Equal(0, rig.Book.Unanswered);
    }

    [Fact]
    public void Result_OfALineThatIsGone_IsForgotten()
    {
        var rig = new BookRig();
        rig.Result(new LineId(3, 5), OutboundState.Accepted);
        rig.Book.LinesReadTo(4);
        rig.Result(new LineId(3, 5), OutboundState.Sent);
        rig.Result((OutboundResult)null!);

        Assert.True(rig.Book.IsIdle);
        rig.Nothing();
    }

    [Fact]
    public void Result_OfAnEarlierTopicsLine_SaysNothingOfThisOne()
    {
        var rig = new BookRig();
        rig.Result(new LineId(0, 12345), OutboundState.Accepted);
        rig.Result(new LineId(0, 12345), OutboundState.Sent);

        rig.Say(rig.Line(), Sent);
    }

    [Fact]
    public void Ownership_LostAfterTaking_TheLineIsStillOursToSay()
    {
        var rig = new BookRig();
        var line = rig.Line();
        var ours = Assert.IsType<WriteResult>(Assert.Single(rig.Book.TakeActions())).Result;
        rig.Book.Owns(new Dictionary<int, long>(), rig.Now);
        rig.Result(ours);

        Assert.Equal(line, rig.Saying().Line);
    }

    [Fact]
    public void Stop_TakesNoMoreAndFinishesWhatIsTaken()
    {
        var rig = new BookRig();
        var line = rig.Line("one");
        rig.Written(OutboundState.Accepted);
        rig.Saying();
        rig.Book.Stop();
        rig.Line("two");
        Assert.False(rig.Book.IsIdle);
        rig.Book.Said(line, Sent, rig.Now);
        rig.Written(OutboundState.Sent);
        rig.Pass(TimeSpan.FromSeconds(10));

        rig.Nothing();
        Assert.True(rig.Book.IsIdle);
    }

    [Fact]
    public void OldestAge_IsThatOfTheOldestLineWithoutResult()
    {
        var rig = new BookRig();
        rig.Line(key: "200");
        rig.Now += TimeSpan.FromSeconds(5);
        rig.Line(key: "200");

        Assert.Equal((2, TimeSpan.FromSeconds(5)), (rig.Book.Unanswered, rig.Book.OldestAge(rig.Now)));
    }

    [Fact]
    public void LinesRestart_WhatIsNotTakenIsGone()
    {
        var rig = new BookRig();
        rig.Line("one");
        rig.Line("two");
        rig.Written(OutboundState.Accepted);
        rig.Saying();
        rig.Book.LinesRestart();

        Assert.Equal(1, rig.Book.Unanswered);
        rig.Pass(TimeSpan.FromSeconds(10));
        rig.Nothing();
    }

    [Fact]
    public void ResultsRestart_NothingIsTakenBeforeTheNewTopicIsRead()
    {
        var rig = new BookRig();
        rig.Book.ResultsRestart(rig.Now);
        rig.Line();

        var asked = Assert.IsType<AskResultsEnd>(Assert.Single(rig.Book.TakeActions()));
        rig.Book.EndIs(asked.Question, 0, rig.Now);
        rig.Written(OutboundState.Accepted);
    }
}
