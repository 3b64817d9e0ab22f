using System.Text;
using DouyinIngest.Cli.Rooms;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Filters;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Tests.Pipeline.Control;

public sealed class RoomChangesTests
{
    private const string Credentials = """{"credentials":{"b":{"limit":3,"reserve":1},"a":{"limit":10,"reserve":8}}}""";
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Add_NewRoom_HasItsTimeAndNoCredentialWhereNoneIsNamed()
    {
        var changes = Changes();
        changes.Add(new FoundRoom("1", 0), new RoomWishes());
        Assert.Equal("""1 {"state":"active","since":"2026-05-01T00:00:00Z"}""", Single(changes));
        Assert.True(changes.Writes.Single().IsNew);
    }

    [Fact]
    public void Add_EveryWish_IsWritten()
    {
        var changes = Changes();
        changes.Add(new FoundRoom("1", 7_300_000_000_000_000_001), new RoomWishes
        {
            Priority = 5,
            Credential = "x",
            Labels = new Dictionary<string, string> { ["tenant"] = "blue" },
            Kinds = new HashSet<EventKind> { EventKind.Gift },
            Transport = RoomTransport.Polling,
            Paused = true,
        });
        Assert.Equal(
            """1 {"roomId":"7300000000000000001","state":"paused","transport":"polling","credential":"x","priority":5,"since":"2026-05-01T00:00:00Z","filters":{"kinds":["gift"]},"labels":{"tenant":"blue"}}""",
            Single(changes));
    }

    [Fact]
    public void Add_KnownRoom_KeepsWhatIsNotAskedFor()
    {
        var changes = Changes(("1", """{"state":"paused","credential":"b","since":"2020-01-01T00:00:00Z","labels":{"a":"1","b":"2"}}"""));
        changes.Add(new FoundRoom("1", 0), new RoomWishes { Priority = 3, Labels = new Dictionary<string, string> { ["b"] = "3" } });
        Assert.Equal("""1 {"state":"paused","credential":"b","priority":3,"since":"2020-01-01T00:00:00Z","labels":{"a":"1","b":"3"}}""", Single(changes));
        Assert.False(changes.Writes.Single().IsNew);
    }

    [Fact]
    public void Add_Filter_TakesThePlaceOfTheRooms_AndKindsChangeThemAlone()
    {
        const string Known = """{"filters":{"kinds":["chat"],"minGiftValue":5}}""";
        string Added(RoomWishes wishes)
        {
            var changes = Changes(("1", Known));
            changes.Add(new FoundRoom("1", 0), wishes);
            return Single(changes);
        }

        Assert.Equal("""1 {"state":"active","filters":{"kinds":["gift"],"minGiftValue":5}}""", Added(new RoomWishes { Kinds = new HashSet<EventKind> { EventKind.Gift } }));
        Assert.Equal("""1 {"state":"active","filters":{"blockedUsers":["7"]}}""", Added(new RoomWishes { Filter = new FilterRules { BlockedUsers = ["7"] } }));
        Assert.Equal("""1 {"state":"active"}""", Added(new RoomWishes { Filter = FilterRules.None }));
        Assert.Equal(
            """1 {"state":"active","filters":{"kinds":["like"],"blockedUsers":["7"]}}""",
            Added(new RoomWishes { Filter = new FilterRules { BlockedUsers = ["7"] }, Kinds = new HashSet<EventKind> { EventKind.Like } }));
    }

    [Fact]
    public void Pause_RoomWithFilters_KeepsThem()
    {
        var changes = Changes(("1", """{"filters":{"words":{"ads":{"action":"mask","words":["vx"]}}}}"""));
        changes.Pause("1", paused: true);
        Assert.Equal("""1 {"state":"paused","filters":{"words":{"ads":{"action":"mask","words":["vx"]}}}}""", Single(changes));
    }

    [Fact]
    public void Add_KnownRoomAsItIs_WritesNothing()
    {
        var changes = Changes(("1", "{}"));
        changes.Add(new FoundRoom("1", 0), new RoomWishes());
        Assert.Empty(changes.Writes);
        Assert.Empty(changes.Failures);
    }

    [Fact]
    public void Add_RefusedRoom_IsWrittenAnew()
    {
        var changes = Changes(("1", "rubbish"));
        changes.Add(new FoundRoom("1", 0), new RoomWishes());
        Assert.StartsWith("1 {", Single(changes), StringComparison.Ordinal);
    }

    /// <summary>Two places each at first: by turns, and then on in the same way when all are taken.</summary>
    [Fact]
    public void Add_SeveralNewRooms_GoToTheEmptiestCredentialEach()
    {
        var changes = Changes(("_credentials", Credentials));
        foreach (var id in new[] { "1", "2", "3", "4", "5" })
        {
            changes.Add(new FoundRoom(id, 0), new RoomWishes());
        }

        Assert.Equal(["a", "b", "a", "b", "a"], changes.Writes.Select(CredentialOf));
    }

    [Fact]
    public void Add_CredentialsInUse_AreCounted()
    {
        var changes = Changes(("_credentials", Credentials), ("8", """{"credential":"a"}"""), ("9", """{"credential":"a","state":"paused"}"""));
        changes.Add(new FoundRoom("1", 0), new RoomWishes());
        changes.Add(new FoundRoom("2", 0), new RoomWishes { Credential = "a" });
        changes.Add(new FoundRoom("3", 0), new RoomWishes());
        Assert.Equal(["b", "a", "b"], changes.Writes.Select(CredentialOf));
    }

    [Fact]
    public void Add_UnlimitedCredential_IsTheEmptiest()
    {
        var changes = Changes(("_credentials", """{"credentials":{"a":{"limit":1000000},"z":{}}}"""));
        changes.Add(new FoundRoom("1", 0), new RoomWishes());
        Assert.Equal("z", CredentialOf(changes.Writes.Single()));
    }

    [Fact]
    public void Remove_RoomAndRefusedKey_AreTombstones()
    {
        var changes = Changes(("1", "{}"), ("rubbish", "{}"));
        changes.Remove("1");
        changes.Remove("rubbish");
        changes.Remove("2");
        Assert.Equal(["1", "rubbish"], changes.Writes.Select(write => write.Key));
        Assert.All(changes.Writes, write => Assert.Null(write.Value));
        Assert.Equal("2", Assert.Single(changes.Failures).Room);
    }

    [Fact]
    public void Pause_ThenResume_ChangesNothingElse()
    {
        const string Room = """{"state":"active","credential":"b","priority":4,"since":"2020-01-01T00:00:00Z","filters":{"kinds":["chat"]},"labels":{"a":"1"}}""";
        var paused = Changes(("1", Room));
        paused.Pause("1", paused: true);
        Assert.Equal("1 " + Room.Replace("active", "paused", StringComparison.Ordinal), Single(paused));

        var resumed = Changes(("1", Room.Replace("active", "paused", StringComparison.Ordinal)));
        resumed.Pause("1", paused: false);
        Assert.Equal("1 " + Room, Single(resumed));
    }

    [Theory]
    [InlineData("2", "not on the control topic")]
    [InlineData("3", "is refused (the value is not JSON")]
    public void Pause_RoomThatIsNotThere_SaysWhatToDo(string room, string reason)
    {
        var changes = Changes(("1", "{}"), ("3", "rubbish"));
        changes.Pause(room, paused: true);
        Assert.Empty(changes.Writes);
        var failure = Assert.Single(changes.Failures);
        Assert.Contains(reason, failure.Reason, StringComparison.Ordinal);
        Assert.Contains("rooms add", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_LineOfAnExport_IsTheSameRoom()
    {
        var table = Tables.Of(("1", """{"state":"paused","credential":"b","priority":4,"since":"2020-01-01T00:00:00Z","labels":{"a":"1"}}"""));
        var line = RoomLine.Read(RoomLine.Write(table.Rooms["1"]))!;
        var same = new RoomChanges(table, Now);
        same.Import(new FoundRoom(line.Room, 0), line.Value);
        Assert.Empty(same.Writes);

        var elsewhere = Changes();
        elsewhere.Import(new FoundRoom(line.Room, 0), line.Value);
        Assert.Equal("1 " + Encoding.UTF8.GetString(RoomValue.Write(table.Rooms["1"])), Single(elsewhere));
    }

    [Fact]
    public void Import_BareLineOfAKnownRoom_WritesNothing()
    {
        var changes = Changes(("1", """{"priority":4}"""));
        changes.Import(new FoundRoom("1", 0), null);
        Assert.Empty(changes.Writes);
    }

    [Fact]
    public void Import_LineWithoutTimeAndCredential_GetsThemOnlyWhenNew()
    {
        var line = RoomLine.Read("""{"room":"1","priority":2}""")!;
        var fresh = Changes(("_credentials", Credentials));
        fresh.Import(new FoundRoom("1", 0), line.Value);
        Assert.Equal("""1 {"state":"active","credential":"a","priority":2,"since":"2026-05-01T00:00:00Z"}""", Single(fresh));

        var known = Changes(("_credentials", Credentials), ("1", """{"credential":"b","since":"2020-01-01T00:00:00Z"}"""));
        known.Import(new FoundRoom("1", 0), line.Value);
        Assert.Equal("""1 {"state":"active","credential":"b","priority":2,"since":"2020-01-01T00:00:00Z"}""", Single(known));
    }

    [Fact]
    public void Changes_OfOneRoomTwice_EndInTheLast()
    {
        var changes = Changes();
        changes.Add(new FoundRoom("1", 0), new RoomWishes { Priority = 1 });
        changes.Add(new FoundRoom("1", 0), new RoomWishes { Credential = "x" });
        Assert.Equal("""1 {"state":"active","credential":"x","priority":1,"since":"2026-05-01T00:00:00Z"}""", Single(changes));
    }

    private static RoomChanges Changes(params (string Key, string? Value)[] records) => new(Tables.Of(records), Now);

    private static string Single(RoomChanges changes)
    {
        Assert.Empty(changes.Failures);
        var write = Assert.Single(changes.Writes);
        return $"{write.Key} {Encoding.UTF8.GetString(write.Value!)}";
    }

    private static string? CredentialOf(RoomWrite write) => Assert.IsType<RoomWanted>(ControlParser.Parse(Encoding.UTF8.GetBytes(write.Key), write.Value, 0)).Room.Assignment.Credential;
}
