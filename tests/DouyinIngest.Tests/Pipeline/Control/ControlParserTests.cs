using System.Text;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Tests.Pipeline.Control;

public sealed class ControlParserTests
{
    private const string Room = "732001";

    [Fact]
    public void Parse_EmptyObject_FollowsTheRoom()
    {
        var room = Wanted("{}");
        Assert.Equal((Room, 7L, false, 0, RoomTransport.Hybrid), (room.LiveId, room.Offset, room.Paused, room.Priority, room.Assignment.Transport));
        Assert.Equal((0L, (string?)null, "default"), (room.Assignment.RoomId, room.Assignment.Credential, room.Credential));
        Assert.Null(room.Since);
        Assert.Null(room.Assignment.Filter);
        Assert.Empty(room.Assignment.Labels);
    }

    [Fact]
    public void Parse_EveryMember_IsTaken()
    {
        var room = Wanted(
            """
            {"roomId":"7300000000000000001","state":"paused","transport":"websocket","credential":"second","priority":-5,
             "since":"2026-01-01T08:00:00+08:00","filters":{"kinds":["gift","chat"]},"labels":{"tenant":"blue","kind":""}}
            """);
        Assert.Equal((7_300_000_000_000_000_001L, "second"), (room.Assignment.RoomId, room.Assignment.Credential));
        Assert.Equal((true, -5, RoomTransport.Websocket), (room.Paused, room.Priority, room.Assignment.Transport));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), room.Since);
        Assert.Equal([EventKind.Chat, EventKind.Gift], room.Assignment.Filter!.Kinds);
        Assert.Equal(("blue", ""), (room.Assignment.Labels["tenant"], room.Assignment.Labels["kind"]));
    }

    [Fact]
    public void Parse_NullMembers_AreAsLeftOut()
        => Assert.Equal(
            RoomValue.Write(Wanted("{}")),
            RoomValue.Write(Wanted("""{"roomId":null,"state":null,"transport":null,"credential":null,"priority":null,"since":null,"filters":null,"labels":null}""")));

    [Theory]
    [InlineData("""{"roomId":7300000000000000001}""")]
    [InlineData("""{"state":"active"}""")]
    [InlineData("""{"transport":"hybrid"}""")]
    [InlineData("""{"filters":{}}""")]
    [InlineData("""{"filters":{"kinds":null}}""")]
    [InlineData("""{"since":"2026-01-01T00:00:00.123Z"}""")]
    [InlineData("""{"since":"2026-01-01T00:00:00-05:00"}""")]
    [InlineData(""" { "priority" : 2147483647 } """)]
    public void Parse_OtherRightValues_AreTaken(string value) => Wanted(value);

    public static TheoryData<string, string, string> Wrong() => new()
    {
        { "", "not JSON", "{}" },
        { "nonsense", "not JSON (line 1, byte", "Write one JSON object" },
        { "{\"state\":\"active\"", "not JSON", "JSON object" },
        { "{} {}", "not JSON", "JSON object" },
        { "{\"state\":\"active\",}", "not JSON", "JSON object" },
        { "/* note */ {}", "not JSON", "JSON object" },
        { """{"state":"active","state":"paused"}""", "twice", "JSON object" },
        { "null", "the value is null", "JSON object" },
        { "[]", "the value is []", "JSON object" },
        { "\"follow\"", "the value is \"follow\"", "JSON object" },
        { "42", "the value is 42", "JSON object" },
        { """{"prioritty":5}""", "'prioritty'", "The nearest is 'priority'" },
        { """{"State":"active"}""", "'State'", "The nearest is 'state'" },
        { """{"state":"running"}""", "state is \"running\"", "active, paused" },
        { """{"state":true}""", "state is true", "active, paused" },
        { """{"transport":"carrier"}""", "transport is \"carrier\"", "hybrid, websocket" },
        { """{"roomId":"732001"}""", "roomId is \"732001\"", "19-digit" },
        { """{"roomId":0}""", "roomId is 0", "19-digit" },
        { """{"roomId":7.3e18}""", "roomId is 7.3e18", "19-digit" },
        { """{"roomId":99999999999999999999}""", "roomId is 9999", "19-digit" },
        { """{"roomId":{}}""", "roomId is {}", "19-digit" },
        { """{"credential":""}""", "credential is \"\"", "1 to 64" },
        { """{"credential":"two words"}""", "credential is", "1 to 64" },
        { """{"credential":5}""", "credential is 5", "text in quotes" },
        { """{"priority":"high"}""", "priority is \"high\"", "whole number" },
        { """{"priority":1.5}""", "priority is 1.5", "whole number" },
        { """{"priority":2147483648}""", "priority is 2147483648", "whole number" },
        { """{"since":"yesterday"}""", "since is \"yesterday\"", "2026-01-01T00:00:00Z" },
        { """{"since":"2026-01-01T00:00:00"}""", "since is", "with its zone" },
        { """{"since":"2026-01-01"}""", "since is", "with its zone" },
        { """{"since":1767225600}""", "since is 1767225600", "text in quotes" },
        { """{"filters":[]}""", "filters is []", "JSON object" },
        { """{"filters":{"kind":["chat"]}}""", "filters has the member 'kind'", "The nearest is 'kinds'" },
        { """{"filters":{"words":["x"]}}""", "filters.words is [\"x\"]", "JSON object" },
        { """{"filters":{"words":{"ads":["x"]}}}""", "filters.words.ads is [\"x\"]", "JSON object" },
        { """{"filters":{"words":{"ads":{"words":"x"}}}}""", "words.ads.words is \"x\"", "list of texts" },
        { """{"filters":{"words":{"ads":{"words":["x",1]}}}}""", "words.ads.words.1 is 1", "text in quotes" },
        { """{"filters":{"words":{"ads":{"words":["x","\u200b"]}}}}""", "words.ads.words.1 has nothing that is compared", "Remove it" },
        { """{"filters":{"words":{"ads":{"words":[]}}}}""", "words.ads has no words", "Give Words" },
        { """{"filters":{"words":{"a b":{"words":["x"]}}}}""", "words.a b is no name of a list", "1 to 64 letters" },
        { """{"filters":{"words":{"ads":{"action":"hide","words":["x"]}}}}""", "ads.action is \"hide\"", "drop, mask, tag" },
        { """{"filters":{"words":{"ads":{"file":"/etc/passwd"}}}}""", "'file'", "The nearest is" },
        { "{\"filters\":{\"words\":{\"ads\":{\"words\":[\"" + new string('x', 65) + "\"]}}}}", "words.ads.words.0 has 65 characters", "at most 64" },
        { """{"filters":{"excludedKinds":[]}}""", "excludedKinds is []", "leave it out for none" },
        { """{"filters":{"kinds":["chat"],"excludedKinds":["chat"]}}""", "excludedKinds takes away every kind", "do not follow" },
        { """{"filters":{"blockedUsers":["111111"]}}""", "blockedUsers.0 is 111111", "sec_uid" },
        { """{"filters":{"blockedUsers":["小"]}}""", "blockedUsers.0 is no user id", "as events carry them" },
        { """{"filters":{"blockedUsers":[5]}}""", "blockedUsers.0 is 5", "text in quotes" },
        { """{"filters":{"minGiftValue":-1}}""", "minGiftValue is -1", "whole number from 0" },
        { """{"filters":{"ignoreSeparators":"yes"}}""", "ignoreSeparators is \"yes\"", "true or false" },
        { """{"filters":{"kinds":"chat"}}""", "kinds is \"chat\"", "list of kinds" },
        { """{"filters":{"kinds":[]}}""", "kinds is []", "pause the room" },
        { """{"filters":{"kinds":["chat","smoke"]}}""", "kinds is \"smoke\"", "chat, gift" },
        { """{"filters":{"kinds":[1]}}""", "kinds is 1", "chat, gift" },
        { """{"labels":["a"]}""", "labels is [\"a\"]", "JSON object" },
        { """{"labels":{"a":1}}""", "labels.a is 1", "text in quotes" },
        { """{"labels":{"a":null}}""", "labels.a is null", "text in quotes" },
        { """{"labels":{"":"x"}}""", "too long", "at most 32" },
        { "{\"labels\":{\"a\":\"" + new string('x', 257) + "\"}}", "too long", "256 characters" },
        { "{\"labels\":{\"" + new string('n', 65) + "\":\"x\"}}", "too long", "names of 1 to 64" },
        { "{\"labels\":{" + string.Join(',', Enumerable.Range(0, 33).Select(i => $"\"l{i}\":\"\"")) + "}}", "too many", "at most 32" },
        { """{"credential":"\ud800"}""", "no Unicode", "Write it again" },
        { """{"\ud800":1}""", "no Unicode", "Write it again" },
        { """{"state":"\u001b[2Jx"}""", "state is", "active, paused" },
        { new string('[', 100), "not JSON", "JSON object" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Parse_WrongValue_IsRefusedWithReasonAndRemedy(string value, string reason, string remedy)
    {
        var refusal = Refused(Tables.Entry(Room, value, 7));
        Assert.Equal((Room, Room, 7L), (refusal.Key, refusal.LiveId, refusal.Offset));
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
        Assert.Contains(remedy, refusal.Remedy, StringComparison.Ordinal);
        Assert.All([refusal.Reason, refusal.Remedy], line => Assert.True(line.Length < 400 && !line.Any(char.IsControl), line));
    }

    [Theory]
    [InlineData(ControlParser.MaxValueBytes, false)]
    [InlineData(ControlParser.MaxValueBytes + 1, true)]
    [InlineData(1_000_000, true)]
    public void Parse_LargeValue_IsRefusedBeyondTheCap(int bytes, bool refused)
    {
        var entry = Tables.Entry(Room, "{}" + new string(' ', bytes - 2));
        Assert.Equal(refused, entry is EntryRefused);
        if (refused)
        {
            Assert.Contains($"{bytes} bytes", Refused(entry).Reason, StringComparison.Ordinal);
            Assert.Contains("65536", Refused(entry).Remedy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Parse_ValueThatIsNoUtf8_IsRefused()
        => Assert.Contains("not UTF-8", Refused(ControlParser.Parse("1"u8.ToArray(), [(byte)'{', (byte)'"', 0xff, (byte)'"', (byte)'}'], 0)).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("1")]
    [InlineData("999999999999999999")]
    public void Parse_LiveIdAsKey_IsARoom(string key) => Assert.Equal(key, Assert.IsType<RoomWanted>(Tables.Entry(key, "{}")).Room.LiveId);

    [Theory]
    [InlineData("7300000000000000001", "more than 18 digits", "\"roomId\"")]
    [InlineData("0123", "no live id", "live id")]
    [InlineData("12 3", "no live id", "live id")]
    [InlineData("-5", "no live id", "live id")]
    [InlineData("１２３", "no live id", "live id")]
    [InlineData("https://live.douyin.com/732001", "no live id", "'rooms add'")]
    [InlineData("", "no key", "live id")]
    [InlineData("_owner", "the service's own", "tombstone")]
    [InlineData("_", "the service's own", "upgrade")]
    [InlineData("_Credentials", "knows only _credentials", "tombstone")]
    public void Parse_OtherKey_IsRefusedAndNoRoom(string key, string reason, string remedy)
    {
        var refusal = Refused(Tables.Entry(key, "{}"));
        Assert.Null(refusal.LiveId);
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
        Assert.Contains(remedy, refusal.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_NoKey_IsRefused() => Assert.Contains("no key", Refused(ControlParser.Parse(null, "{}"u8.ToArray(), 3)).Reason, StringComparison.Ordinal);

    [Fact]
    public void Parse_LongKeysAlikeAtTheBeginning_AreShownShortAndStayApart()
    {
        var one = Refused(Tables.Entry(new string('k', 10_000) + "1", "{}"));
        var other = Refused(Tables.Entry(new string('k', 10_000) + "2", "{}"));
        Assert.True(one.Key.Length < 128);
        Assert.Contains("10001 bytes", one.Key, StringComparison.Ordinal);
        Assert.NotEqual(one.Key, other.Key);
    }

    [Fact]
    public void Parse_BrokenOrHiddenKeys_AreCleanAndStayApart()
    {
        string[] keys = [.. new byte[][] { [0xff], [0xfe], [0x1b, (byte)'['], [(byte)'?', (byte)'['] }.Select(key => Refused(ControlParser.Parse(key, "{}"u8.ToArray(), 0)).Key)];
        Assert.Equal(4, keys.Distinct(StringComparer.Ordinal).Count());
        Assert.All(keys, key => Assert.DoesNotContain(key, char.IsControl));
    }

    [Theory]
    [InlineData("732001")]
    [InlineData("_credentials")]
    [InlineData("_unknown")]
    [InlineData("rubbish")]
    public void Parse_NullValue_IsATombstoneOfAnyKey(string key)
    {
        var removed = Assert.IsType<EntryRemoved>(Tables.Entry(key, null, 9));
        Assert.Equal((key, 9L), (removed.Key, removed.Offset));
    }

    [Fact]
    public void Parse_EmptyValue_IsNoTombstone() => Assert.IsType<EntryRefused>(Tables.Entry(Room, ""));

    [Fact]
    public void Parse_Credentials_AreNamedWithTheirLimits()
    {
        var named = Assert.IsType<CredentialsNamed>(Tables.Entry("_credentials", """{"credentials":{"default":{"limit":100,"reserve":3},"b":{"limit":1},"free":{}}}"""));
        Assert.Equal((97, 1, (int?)null), (named.Credentials["default"].Places!.Value, named.Credentials["b"].Places!.Value, named.Credentials["free"].Places));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"credentials":{}}""")]
    public void Parse_NoCredentials_IsAnEmptyList(string value) => Assert.Empty(Assert.IsType<CredentialsNamed>(Tables.Entry("_credentials", value)).Credentials);

    [Theory]
    [InlineData("""{"default":{"limit":100}}""", "'default'", "credentials")]
    [InlineData("""{"credentials":[]}""", "credentials is []", "JSON object")]
    [InlineData("""{"credentials":{"default":100}}""", "default is 100", "JSON object")]
    [InlineData("""{"credentials":{"default":{"limt":100}}}""", "'limt'", "The nearest is 'limit'")]
    [InlineData("""{"credentials":{"default":{"limit":0}}}""", "limit is 0", "from 1")]
    [InlineData("""{"credentials":{"default":{"limit":-1}}}""", "limit is -1", "from 1")]
    [InlineData("""{"credentials":{"default":{"limit":10,"reserve":-1}}}""", "reserve is -1", "from 0")]
    [InlineData("""{"credentials":{"default":{"limit":10,"reserve":10}}}""", "reserves 10 of 10", "below limit")]
    [InlineData("""{"credentials":{"a b":{}}}""", "no name of a credential", "1 to 64")]
    [InlineData("""{"credentials":{"default":{"limit":10,"secret":"hunter2"}}}""", "'secret'", "known are limit, reserve")]
    public void Parse_WrongCredentials_AreRefused(string value, string reason, string remedy)
    {
        var refusal = Refused(Tables.Entry("_credentials", value));
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
        Assert.Contains(remedy, refusal.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refusal.Reason + refusal.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_RandomBytes_NeverThrow()
    {
        var random = new Random(1);
        byte[] seed = Encoding.UTF8.GetBytes("""{"roomId":"7300000000000000001","state":"paused","filters":{"kinds":["gift"]},"labels":{"a":"b"},"since":"2026-01-01T00:00:00Z"}""");
        for (var i = 0; i < 3_000; i++)
        {
            byte[] value = [.. seed];
            for (var change = random.Next(1, 5); change > 0; change--)
            {
                value[random.Next(value.Length)] = (byte)random.Next(256);
            }

            Assert.True(ControlParser.Parse("5"u8.ToArray(), value[..random.Next(value.Length + 1)], i) is RoomWanted or EntryRefused);
        }
    }

    private static DesiredRoom Wanted(string value)
    {
        var entry = Tables.Entry(Room, value, 7);
        return entry is RoomWanted wanted ? wanted.Room : throw new InvalidOperationException(Refused(entry).Reason);
    }

    private static ControlRefusal Refused(ControlEntry entry) => Assert.IsType<EntryRefused>(entry).Refusal;
}
