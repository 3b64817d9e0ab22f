using System.Globalization;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Rooms;
using DouyinIngest.Cli.Topics;
using DouyinIngest.Pipeline.Control;

namespace DouyinIngest.Cli.Credentials;

/// <summary>Sets the limit of a credential on the control topic, and shows how far each is used.</summary>
internal static class CredentialsRun
{
    public static async Task<int> RunAsync(CredentialsSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        if (settings.Limit > 0 && settings.Reserve >= settings.Limit)
        {
            throw CliException.WrongUse($"--reserve is {settings.Reserve} of --limit {settings.Limit}; keep it below: what is reserved is left free for handovers, and no room could run.");
        }

        var options = KafkaSettings.Read(settings.Brokers, settings.More);
        var topic = new ControlTopic(options, terminal.Time);
        var table = await terminal.WaitAsync($"reading {options.ControlTopic}", settings.Json, () => topic.ReadAsync(cancellationToken));
        if (settings.Name is { } name)
        {
            var quota = settings.Limit == 0 ? default : new CredentialQuota(settings.Limit, settings.Reserve);
            var credentials = Changed(table, name, quota);
            await topic.WriteAsync([new RoomWrite(ControlKeys.Credentials, CredentialsValue.Write(credentials))], static _ => { }, cancellationToken);
            table = new ControlTable(table.Rooms, table.Refusals, credentials, table.Offset);
        }

        if (settings.Json)
        {
            await terminal.Out.WriteLineAsync(Json(table));
            return ExitCode.Ok;
        }

        foreach (var line in Lines(table))
        {
            await terminal.Out.WriteLineAsync(line);
        }

        return ExitCode.Ok;
    }

    /// <summary>All credentials with one of them changed.</summary>
    /// <exception cref="CliException">The record that stands there is refused: writing over it would drop the other credentials.</exception>
    internal static Dictionary<string, CredentialQuota> Changed(ControlTable table, string name, CredentialQuota quota)
    {
        if (table.Refusals.TryGetValue(ControlKeys.Credentials, out var refusal))
        {
            throw CliException.Failed($"the record {ControlKeys.Credentials} is refused ({refusal.Reason}) and may name more credentials. Remove it by 'rooms remove {ControlKeys.Credentials}', then set each anew.");
        }

        return new Dictionary<string, CredentialQuota>(table.Credentials ?? new Dictionary<string, CredentialQuota>(StringComparer.Ordinal), StringComparer.Ordinal) { [name] = quota };
    }

    internal static IEnumerable<string> Lines(ControlTable table)
    {
        foreach (var (name, use) in table.Plan.Credentials.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var limit = use.Quota.Limit is { } places
                ? string.Create(CultureInfo.InvariantCulture, $"limit {places}, reserve {use.Quota.Reserve}")
                : "no limit";
            yield return string.Create(CultureInfo.InvariantCulture, $"{name,-16}  {limit}: {use.Wanted} rooms wanted, {use.Admitted} admitted, {use.Wanted - use.Admitted} pending");
        }

        if (table.Plan.Credentials.Count == 0)
        {
            yield return "no credential is named and no room is wanted";
        }

        foreach (var warning in table.Plan.Warnings)
        {
            yield return $"warning: {warning}";
        }
    }

    internal static string Json(ControlTable table) => RoomsText.OneLine(json =>
    {
        json.WriteStartArray("credentials");
        foreach (var (name, use) in table.Plan.Credentials.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            if (use.Quota.Limit is { } limit)
            {
                json.WriteNumber("limit", limit);
            }
            else
            {
                json.WriteNull("limit");
            }

            json.WriteNumber("reserve", use.Quota.Reserve);
            json.WriteNumber("wanted", use.Wanted);
            json.WriteNumber("admitted", use.Admitted);
            json.WriteNumber("pending", use.Wanted - use.Admitted);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("warnings");
        foreach (var warning in table.Plan.Warnings)
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
    });
}
