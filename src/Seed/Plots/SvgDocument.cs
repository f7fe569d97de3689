using System.Globalization;
using System.Text;
using System.Xml;

namespace ActorCompute.Seed.Plots;

/// <summary>Where a text stands by its point.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>
/// Writes one picture as SVG that needs nothing else: shapes name classes, and the style sheet inside gives
/// each its look in a light and in a dark surrounding. Not thread safe.
/// </summary>
internal sealed class SvgDocument : IDisposable
{
    private const string Namespace = "http://www.w3.org/2000/svg";

    private readonly StringBuilder _text = new();
    private readonly XmlWriter _xml;

    /// <summary>Begins a picture.</summary>
    /// <param name="width">Its width in pixels, where nothing scales it.</param>
    /// <param name="height">Its height.</param>
    /// <param name="title">What it shows, for those who cannot see it.</param>
    /// <param name="styles">The rules of the picture's own classes.</param>
    public SvgDocument(double width, double height, string title, string styles)
    {
        var settings = new XmlWriterSettings
        {
            Indent = true,
            OmitXmlDeclaration = true,
            NewLineChars = "\n",
        };
        _xml = XmlWriter.Create(_text, settings);
        _xml.WriteStartElement("svg", Namespace);
        Attributes(("viewBox", $"0 0 {Number(width)} {Number(height)}"), ("role", "img"));
        Attributes(("width", Number(width)), ("height", Number(height)));
        _xml.WriteElementString("title", Namespace, title);
        _xml.WriteElementString("style", Namespace, $"\n{Palette.Styles}\n{styles}\n");
        Rectangle("paper", 0, 0, width, height);
    }

    public void Rectangle(string style, double x, double y, double width, double height)
    {
        Start("rect", style);
        Attributes(("x", Number(x)), ("y", Number(y)));
        Attributes(("width", Number(width)), ("height", Number(height)));
        _xml.WriteEndElement();
    }

    public void Line(string style, double fromX, double fromY, double toX, double toY)
    {
        Start("line", style);
        Attributes(("x1", Number(fromX)), ("y1", Number(fromY)), ("x2", Number(toX)), ("y2", Number(toY)));
        _xml.WriteEndElement();
    }

    public void Curve(string style, IEnumerable<(double X, double Y)> points)
    {
        Start("polyline", style);
        Attributes(("points", string.Join(' ', points.Select(at => $"{Number(at.X)},{Number(at.Y)}"))));
        _xml.WriteEndElement();
    }

    /// <summary>A circle; what it stands for is told to a pointer that rests on it.</summary>
    public void Circle(string style, double x, double y, double radius, string tip)
    {
        Start("circle", style);
        Attributes(("cx", Number(x)), ("cy", Number(y)), ("r", Number(radius)));
        _xml.WriteElementString("title", Namespace, tip);
        _xml.WriteEndElement();
    }

    public void Text(string style, double x, double y, string text, Anchor anchor = Anchor.Start)
    {
        StartText(style, x, y, anchor);
        _xml.WriteString(text);
        _xml.WriteEndElement();
    }

    /// <summary>A text that reads upwards, for an upright axis.</summary>
    public void UprightText(string style, double x, double y, string text)
    {
        StartText(style, x, y, Anchor.Middle);
        Attributes(("transform", $"rotate(-90 {Number(x)} {Number(y)})"));
        _xml.WriteString(text);
        _xml.WriteEndElement();
    }

    /// <summary>Ends the picture.</summary>
    /// <returns>The whole text of the file.</returns>
    public string Finish()
    {
        _xml.WriteEndElement();
        _xml.Flush();
        return $"{_text}\n";
    }

    public void Dispose() => _xml.Dispose();

    private void StartText(string style, double x, double y, Anchor anchor)
    {
        Start("text", style);
        Attributes(("x", Number(x)), ("y", Number(y)));
        if (anchor != Anchor.Start) Attributes(("text-anchor", anchor == Anchor.End ? "end" : "middle"));
    }

    private void Start(string element, string style)
    {
        _xml.WriteStartElement(element, Namespace);
        Attributes(("class", style));
    }

    private void Attributes(params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        foreach ((string name, string value) in attributes) _xml.WriteAttributeString(name, value);
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
