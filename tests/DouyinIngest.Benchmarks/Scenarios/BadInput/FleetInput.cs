namespace DouyinIngest.Benchmarks.Scenarios.BadInput;

/// <summary>One wrong record for a fleet that runs.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Key">The record's key.</param>
/// <param name="Value">Its value.</param>
/// <param name="Expected">What the line in the log must name, each.</param>
internal sealed record FleetInput(string Name, string Key, string Value, params IReadOnlyList<string> Expected)
{
    /// <summary>Of the control topic.</summary>
    public static IReadOnlyList<FleetInput> Control { get; } =
    [
        new("a value that is no JSON", "100", "no json", "not JSON (line 1", "Write one JSON object"),
        new("a value that is no object", "101", "[1,2]", "the value is [1,2]", "JSON object"),
        new("a value of the wrong type", "102", "{\"priority\":\"high\"}", "priority is \"high\"", "whole number"),
        new("an unknown state", "103", "{\"state\":\"sideways\"}", "state is \"sideways\"", "active, paused"),
        new("a misspelt member", "104", "{\"prioritty\":1}", "'prioritty'", "The nearest is 'priority'"),
        new("a value of 1 MB", "105", new string('x', 1_000_000), "the value has 1000000 bytes", "at most 65536 bytes"),
        new("a key of 10 kB", new string('9', 10_000), "{}", "the key is no live id", "https://live.douyin.com/<live id>"),
        new("a key that is no live id", "not a live id", "{}", "the key is no live id", "'rooms add' finds it"),
        new("a room id as key", "7300000000000000001", "{}", "the room id of one broadcast", "as \"roomId\" in the value"),
        new("an unknown key of ours", "_quota", "{}", "are the service's own", "upgrade the instances"),
        new("credentials with a misspelt limit", "_credentials", "{\"credentials\":{\"default\":{\"limt\":1}}}", "'limt'", "The nearest is 'limit'"),
    ];
}
