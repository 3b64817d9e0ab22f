using System.Globalization;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>A combo id in 8 bytes: the number that it is, else a hash.</summary>
internal static class ComboKey
{
    private const int Digits = 16;

    public static ulong Of(string comboId) =>
        comboId.Length == Digits && ulong.TryParse(comboId, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
            ? id
            : (ulong)EventKey.Of(comboId);
}
