using System.Globalization;

namespace DouyinIngest.Benchmarks.Dashboards;

/// <summary>A value as Grafana writes it in a unit. Pure.</summary>
internal static class UnitText
{
    public static string Of(double value, string unit) => unit switch
    {
        "s" => Seconds(value),
        "bytes" => Binary(value),
        "Bps" => Decimal(value) + "B/s",
        "ops" => Decimal(value) + "/s",
        "percentunit" => Text(value * 100) + " %",
        _ => Decimal(value),
    };

    private static string Seconds(double value) => value switch
    {
        0 => "0 s",
        < 0.001 => Text(value * 1e6) + " µs",
        < 1 => Text(value * 1000) + " ms",
        < 120 => Text(value) + " s",
        _ => Text(value / 60) + " min",
    };

    private static string Binary(double value) => value switch
    {
        < 1024 => Text(value) + " B",
        < 1 << 20 => Text(value / 1024) + " KiB",
        < 1 << 30 => Text(value / (1 << 20)) + " MiB",
        _ => Text(value / (1 << 30)) + " GiB",
    };

    private static string Decimal(double value) => value switch
    {
        < 1e3 => Text(value),
        < 1e6 => Text(value / 1e3) + " k",
        _ => Text(value / 1e6) + " M",
    };

    private static string Text(double value) => value.ToString(Math.Abs(value) >= 100 ? "0" : Math.Abs(value) >= 10 ? "0.#" : "0.##", CultureInfo.InvariantCulture);
}
