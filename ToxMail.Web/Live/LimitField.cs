using System.Globalization;
using ToxMail.Core.Relay;

namespace ToxMail.Web.Live;

/// <summary>One of the relay's limits as a form shows it and as it was typed, sizes in MiB. What the user leaves alone keeps its octets, whatever rounding shows.</summary>
internal sealed class LimitField
{
    private const long Mebibyte = 1024 * 1024;

    private readonly string _shown;
    private readonly long _unit;
    private readonly long _most;
    private readonly Func<RelayLimits, long, RelayLimits> _put;

    private LimitField(string limit, string label, string hint, long unit, long value, long most, Func<RelayLimits, long, RelayLimits> put)
    {
        (Limit, Label, Hint) = (limit, label, hint);
        (_unit, _most, _put) = (unit, most, put);
        _shown = Show(value, unit);
        Typed = _shown;
    }

    /// <summary>The property of <see cref="RelayLimits"/>.</summary>
    public string Limit { get; }

    public string Label { get; }

    public string Hint { get; }

    public string Typed { get; set; }

    /// <summary>What it has to be; null when it is.</summary>
    public string? Fault => Read() is null ? Range : null;

    /// <summary>What it has to be, as a sentence.</summary>
    public string Range => _unit == 1
        ? $"It has to be a whole number from 0 to {_most}."
        : string.Create(CultureInfo.InvariantCulture, $"It has to be a number from 0 to {Math.Floor(_most * 1000m / _unit) / 1000:0.###}, such as 12 or 0.5.");

    /// <summary>A limit that is a size.</summary>
    public static LimitField Size(string limit, string label, string hint, long value, long most, Func<RelayLimits, long, RelayLimits> put) =>
        new(limit, $"{label}, MiB", hint, Mebibyte, value, most, put);

    /// <summary>A limit that is a number of things.</summary>
    public static LimitField Count(string limit, string label, string hint, int value, int most, Func<RelayLimits, int, RelayLimits> put) =>
        new(limit, label, hint, 1, value, most, (limits, typed) => put(limits, (int)typed));

    /// <summary>These limits with what was typed; it must have no fault.</summary>
    public RelayLimits On(RelayLimits limits) =>
        Typed.Trim() == _shown ? limits : _put(limits, Read() ?? throw new InvalidOperationException($"{Limit} has a fault."));

    private static string Show(long value, long unit) => Math.Round((decimal)value / unit, 3).ToString("0.###", CultureInfo.InvariantCulture);

    private long? Read()
    {
        const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (Typed.Trim() == _shown)
        {
            return 0;
        }

        return decimal.TryParse(Typed.Trim(), Plain, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= (decimal)_most / _unit && (_unit > 1 || decimal.IsInteger(number))
            ? (long)Math.Round(number * _unit)
            : null;
    }
}
