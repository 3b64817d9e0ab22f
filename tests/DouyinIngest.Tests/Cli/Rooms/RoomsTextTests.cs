using DouyinIngest.Cli.Credentials;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Rooms;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Tests.Pipeline.Control;

namespace DouyinIngest.Tests.Cli.Rooms;

public sealed class RoomsTextTests
{
    private static readonly ControlTable Table = Tables.Of(
        ("_credentials", """{"credentials":{"default":{"limit":2,"reserve":1}}}"""),
        ("1", """{"priority":5,"since":"2026-01-01T00:00:00Z","filters":{"kinds":["gift","chat"]},"labels":{"tenant":"b\u001blue"},"roomId":"7300000000000000001"}"""),
        ("2", "{}"),
        ("3", """{"state":"paused"}"""),
        ("4", "rubbish"));

    [Fact]
    public void Lines_Table_TellStatePlaceAndRefusal()
    {
        string[] lines = [.. RoomsText.Lines(Table)];
        Assert.Equal(5, lines.Length);
        Assert.Equal("1                   admitted  default  room id 7300000000000000001  priority 5  since 2026-01-01 00:00:00Z  kinds chat,gift  tenant=b lue", lines[0]);
        Assert.StartsWith("2                   pending   default", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("3                   paused    default", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("4                   refused   offset 4: the value is not JSON", lines[3], StringComparison.Ordinal);
        Assert.Equal("3 rooms: 1 admitted, 1 pending, 1 paused; 1 records refused", lines[4]);
    }

    [Fact]
    public void Json_Table_IsOneLineWithEverything()
    {
        var json = RoomsText.Json(Table);
        Assert.DoesNotContain('\n', json);
        Assert.Contains("\"offset\":5", json, StringComparison.Ordinal);
        Assert.Contains("""{"liveId":"2","place":"pending","usesCredential":"default","state":"active"}""", json, StringComparison.Ordinal);
        Assert.Contains("""{"key":"4","offset":4,"reason":"the value is not JSON""", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Written_Changes_AreCounted()
    {
        var changes = new RoomChanges(Table, DateTimeOffset.UnixEpoch);
        changes.Add(new FoundRoom("7", 0), new RoomWishes());
        changes.Pause("2", paused: true);
        changes.Remove("1");
        changes.Remove("99");
        Assert.Equal("3 records written: 1 new, 1 changed, 1 removed", RoomsText.Written(changes));
        Assert.StartsWith("""{"written":3,"new":1,"removed":1,"failed":[{"room":"99","reason":""", RoomsText.WrittenJson(changes), StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_Lines_TellHowFarEachIsUsed()
    {
        Assert.Equal(["default           limit 2, reserve 1: 2 rooms wanted, 1 admitted, 1 pending"], CredentialsRun.Lines(Table));
        Assert.Equal(
            """{"credentials":[{"name":"default","limit":2,"reserve":1,"wanted":2,"admitted":1,"pending":1}],"warnings":[]}""", CredentialsRun.Json(Table));
        Assert.Equal(["no credential is named and no room is wanted"], CredentialsRun.Lines(ControlTable.Empty));
        Assert.Contains("\"limit\":null", CredentialsRun.Json(Tables.Of(("1", "{}"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_Changed_KeepsTheOthers()
    {
        var changed = CredentialsRun.Changed(Table, "second", new CredentialQuota(10, 2));
        Assert.Equal(["default", "second"], changed.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new CredentialQuota(5, 0), CredentialsRun.Changed(Table, "default", new CredentialQuota(5, 0))["default"]);
    }

    [Fact]
    public void Credentials_ChangedOverARefusedRecord_SaysWhatToDo()
        => Assert.Contains(
            "rooms remove _credentials",
            Assert.Throws<CliException>(() => CredentialsRun.Changed(Tables.Of(("_credentials", "5")), "a", default)).Message,
            StringComparison.Ordinal);
}
