using Google.Protobuf;

namespace DouyinIngest.Pipeline.Status;

/// <summary>Reads the values of the status topic.</summary>
internal static class StatusValue
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>One value; null when it is no status.</summary>
    public static Protos.Ops.V1.Status? TryRead(byte[]? value)
    {
        if (value is null)
        {
            return null;
        }

        try
        {
            return Parser.Parse<Protos.Ops.V1.Status>(System.Text.Encoding.UTF8.GetString(value));
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            return null;
        }
    }
}
