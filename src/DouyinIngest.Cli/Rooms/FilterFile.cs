using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Webcast.Filters;

namespace DouyinIngest.Cli.Rooms;

/// <summary>A file with a room's filters: the member <c>filters</c> of a record of the control topic, alone.</summary>
internal static class FilterFile
{
    // Any live id: no room is asked for.
    private static readonly byte[] AnyLiveId = "1"u8.ToArray();

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="FormatException">It holds no filters; the message says what is wrong and what to do.</exception>
    public static FilterRules Read(string path)
    {
        if (new FileInfo(path).Length > ControlParser.MaxValueBytes)
        {
            throw new FormatException($"it has over {ControlParser.MaxValueBytes} bytes; a room's record has no place for more.");
        }

        return Parse(File.ReadAllText(path));
    }

    internal static FilterRules Parse(string text)
    {
        JsonNode? filters;
        try
        {
            filters = JsonNode.Parse(text);
        }
        catch (JsonException e)
        {
            throw new FormatException("it is not JSON; write for instance {\"minGiftValue\":10}.", e);
        }

        var record = new JsonObject { ["filters"] = filters ?? throw new FormatException("it is null; write {} for no filters.") };
        return ControlParser.Parse(AnyLiveId, Encoding.UTF8.GetBytes(record.ToJsonString()), 0) switch
        {
            RoomWanted wanted => wanted.Room.Assignment.Filter ?? FilterRules.None,
            EntryRefused { Refusal: var refusal } => throw new FormatException($"{refusal.Reason}. {refusal.Remedy}"),
            _ => throw new InvalidOperationException("a room's record is a room or refused"),
        };
    }
}
