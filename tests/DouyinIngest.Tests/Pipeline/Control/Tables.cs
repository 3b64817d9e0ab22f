using System.Text;
using DouyinIngest.Pipeline.Control;

namespace DouyinIngest.Tests.Pipeline.Control;

/// <summary>Tables made from records, the way the topic makes them.</summary>
internal static class Tables
{
    public static ControlEntry Entry(string key, string? value, long offset = 0)
        => ControlParser.Parse(Encoding.UTF8.GetBytes(key), value is null ? null : Encoding.UTF8.GetBytes(value), offset);

    /// <summary>The table after these records, at the offsets 0, 1, 2, …</summary>
    public static ControlTable Of(params (string Key, string? Value)[] records)
    {
        var builder = new ControlTableBuilder();
        for (var i = 0; i < records.Length; i++)
        {
            builder.Apply(Entry(records[i].Key, records[i].Value, i));
        }

        return builder.Snapshot();
    }
}
