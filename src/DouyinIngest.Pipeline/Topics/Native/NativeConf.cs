using System.Runtime.InteropServices;

namespace DouyinIngest.Pipeline.Topics.Native;

/// <summary>Makes a configuration of librdkafka from names and values.</summary>
internal static unsafe class NativeConf
{
    private const int Unknown = -2;
    private const int ErrorSize = 512;

    /// <summary>A configuration, the caller's until a client has taken it.</summary>
    /// <exception cref="KafkaSettingsException">The library does not know a name or refuses a value; the message names the setting, never its value's secret.</exception>
    public static nint Create(IEnumerable<KeyValuePair<string, string>> settings)
    {
        nint conf = RdKafka.ConfNew();
        byte* error = stackalloc byte[ErrorSize];
        foreach ((string name, string value) in settings)
        {
            int result = RdKafka.ConfSet(conf, name, value, error, ErrorSize);
            if (result != 0)
            {
                RdKafka.ConfDestroy(conf);
                throw new KafkaSettingsException(Describe(result, name, Marshal.PtrToStringUTF8((nint)error) ?? ""));
            }
        }

        return conf;
    }

    private static string Describe(int result, string name, string reason)
    {
        string setting = $"{ClientSettings.Section}:{name}";
        if (result == Unknown)
        {
            return $"{setting} is unknown to librdkafka ({reason}). Its CONFIGURATION.md lists the properties there are.";
        }

        // The library repeats the value in its text, and a value may be a secret.
        return ClientSettings.IsSecret(name)
            ? $"{setting} is refused by librdkafka (its text is withheld, since it repeats the value)."
            : $"{setting} is refused by librdkafka: {reason}.";
    }
}
