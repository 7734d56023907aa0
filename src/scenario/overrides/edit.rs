//! The edit that an override makes: its value is put where its key leads, and what is missing on the way is added.

use super::{
    super::{
        diagnostic::Finding,
        tree::{Entry, Node, Origin, Segment, Table, Value, address, dotted, identity},
        wording::{did_you_mean, nearest, quoted},
    },
    Override,
};

/// Sets the value at the key of an override, whose text is the given source of the diagnostics.
pub(super) fn set(tree: &mut Table, given: &Override, node: Node, source: usize) -> Result<(), Box<Finding>> {
    let mut root = Node { origin: Origin::default(), value: Value::Table(std::mem::take(tree)) };
    let way = given.way.iter().map(|(segment, _)| segment.clone()).collect();
    let result = Edit { given, way, source }.set(&mut root, 0, node);
    if let Value::Table(table) = root.value {
        *tree = table;
    }
    result
}

struct Edit<'a> {
    given: &'a Override,
    way: Vec<Segment>,
    source: usize,
}

impl Edit<'_> {
    /// Sets the value at `way[depth..]` below `holder`; adds tables on the way that are not there yet.
    fn set(&self, holder: &mut Node, depth: usize, node: Node) -> Result<(), Box<Finding>> {
        let Some(segment) = self.way.get(depth) else {
            *holder = node;
            return Ok(());
        };
        let what = holder.what();
        match (&mut holder.value, segment) {
            (Value::Table(table), Segment::Key(key)) => self.set_key(table, key, depth, node),
            (Value::List(nodes), Segment::Index(index)) if *index < nodes.len() => {
                self.set(&mut nodes[*index], depth + 1, node)
            }
            (Value::List(nodes), Segment::Index(_)) => Err(Box::new(
                Finding::new(self.origin(depth), format!("{} has no such place", self.place(depth)))
                    .label(format!("it has {}, counted from 0", nodes.len())),
            )),
            (Value::List(nodes), Segment::Key(_)) => self.set_named(nodes, depth, node),
            _ => Err(Box::new(
                Finding::new(
                    self.origin(depth),
                    format!("{} has no parts that could be set", self.place(depth)),
                )
                .label(format!("it is {what}"))
                .help(format!("set it as a whole: `{}={{ … }}`", dotted(&self.way[..depth]))),
            )),
        }
    }

    fn set_key(&self, table: &mut Table, key: &str, depth: usize, node: Node) -> Result<(), Box<Finding>> {
        if let Some(entry) = table.get_mut(key) {
            return self.set(&mut entry.node, depth + 1, node);
        }
        let here = self.origin(depth);
        if depth == 1 && self.way.len() > 2 && self.way[0] == Segment::Key("actors".to_owned()) {
            let known: Vec<&str> = table.iter().map(|(actor, _)| actor).collect();
            return Err(Box::new(
                Finding::new(here, format!("there is no actor {}", quoted(key)))
                    .label("no such actor")
                    .maybe_help(did_you_mean(key, known.iter().copied())),
            ));
        }
        let is_list = depth == 0 && !identity(key).is_empty() && self.way.len() > 1;
        let mut added =
            if is_list { Node { origin: here, value: Value::List(Vec::new()) } } else { Node::empty(here) };
        self.set(&mut added, depth + 1, node)?;
        table.insert(key, Entry { key: here, node: added });
        Ok(())
    }

    /// Sets something in the table of a list that `way[depth..]` names, or adds that table.
    fn set_named(&self, nodes: &mut Vec<Node>, depth: usize, node: Node) -> Result<(), Box<Finding>> {
        let list = dotted(&self.way[..depth]);
        let rest = &self.way[depth..];
        let addresses: Vec<Vec<Segment>> = (0..nodes.len()).map(|at| address(&list, nodes, at)).collect();
        let found = addresses
            .iter()
            .enumerate()
            .filter(|(_, address)| rest.starts_with(address))
            .filter(|(_, address)| !matches!(rest.get(address.len()), Some(Segment::Index(_))))
            .max_by_key(|(_, address)| address.len());
        if let Some((at, address)) = found {
            let below = depth + address.len();
            self.set(&mut nodes[at], below, node)?;
            if below == self.way.len() {
                self.name(&list, &mut nodes[at], depth);
            }
            return Ok(());
        }
        let Some(below) = self.below_new(&list, &addresses, depth, &node) else {
            return Err(Box::new(self.not_there(&list, &addresses, depth)));
        };
        self.check_name(&list, &node, depth, below)?;
        let (from, to) = (self.origin(depth), self.origin(below - 1));
        let mut added = Node::empty(Origin { end: to.end, ..from });
        self.set(&mut added, below, node)?;
        self.name(&list, &mut added, depth);
        nodes.push(added);
        Ok(())
    }

    /// Where in the way the keys of the table begin that an override adds to a list, if it may add one: by giving it
    /// whole, or by a key of a red line, whose actor and issue tell a new line from a slip of the pen.
    fn below_new(&self, list: &str, addresses: &[Vec<Segment>], depth: usize, node: &Node) -> Option<usize> {
        let count = identity(list).len();
        let names = self.way.get(depth..depth + count).filter(|names| !names.is_empty())?;
        if names.iter().any(|name| matches!(name, Segment::Index(_))) {
            return None;
        }
        let namesakes = addresses.iter().filter(|address| address.starts_with(names)).count();
        let below = match self.way.get(depth + count) {
            Some(Segment::Index(index)) if *index != namesakes => return None,
            Some(Segment::Index(_)) => depth + count + 1,
            _ => depth + count,
        };
        let may_add = match self.way.get(below) {
            None => matches!(node.value, Value::Table(_)),
            Some(_) => list == "red_lines",
        };
        may_add.then_some(below)
    }

    /// Whether a new table that says its name itself says the name of the key.
    fn check_name(&self, list: &str, node: &Node, depth: usize, below: usize) -> Result<(), Box<Finding>> {
        let Value::Table(table) = &node.value else { return Ok(()) };
        if below < self.way.len() {
            return Ok(());
        }
        for (key, at) in identity(list).iter().zip(depth..) {
            if let (Some(own), Segment::Key(name)) = (table.text(key), &self.way[at])
                && own != name
            {
                let origin = table.get(key).map_or(node.origin, |entry| entry.node.origin);
                return Err(Box::new(
                    Finding::new(origin, format!("{} has the `{key}` {}", self.place(below), quoted(own)))
                        .label("not what the override calls it")
                        .see(self.origin(at), "called so here")
                        .help(format!("leave out `{key}`: the key of the override says it")),
                ));
            }
        }
        Ok(())
    }

    /// Gives a table of a list the name that the way calls it, and a red line its kind, where it does not say them.
    fn name(&self, list: &str, node: &mut Node, depth: usize) {
        let Value::Table(table) = &mut node.value else { return };
        let names = identity(list).iter().zip(depth..).filter_map(|(key, at)| match &self.way[at] {
            Segment::Key(name) => Some((*key, name.as_str(), self.origin(at))),
            Segment::Index(_) => None,
        });
        let kind = (list == "red_lines").then(|| ("kind", "hard", self.origin(depth)));
        for (key, text, origin) in names.chain(kind) {
            if table.get(key).is_none() {
                let node = Node { origin, value: Value::Text(text.to_owned()) };
                table.insert(key, Entry { key: origin, node });
            }
        }
    }

    /// That a list has no such table, and what may have been meant.
    fn not_there(&self, list: &str, addresses: &[Vec<Segment>], depth: usize) -> Finding {
        let count = identity(list).len().max(1);
        let is_namesake = matches!(self.way.get(depth + count), Some(Segment::Index(_)));
        let to = (depth + count + usize::from(is_namesake)).min(self.way.len());
        let wanted = dotted(&self.way[depth..to]);
        let known: Vec<String> = addresses.iter().map(|address| dotted(address)).collect();
        let known = known.iter().map(String::as_str);
        let add = (!identity(list).is_empty() && to == depth + count)
            .then(|| format!("`{list}.{wanted}={{ … }}` adds it"));
        let help = match (nearest(&wanted, known.clone()), did_you_mean(&wanted, known), add) {
            (None, Some(known), Some(add)) => Some(format!("{known}; {add}")),
            (_, known, add) => known.or(add),
        };
        Finding::new(self.origin(depth), format!("{} has no {}", self.place(depth), quoted(&wanted)))
            .label("no such entry")
            .maybe_help(help)
    }

    /// Where a step of the way is written.
    fn origin(&self, depth: usize) -> Origin {
        let start = if depth == 0 { 0 } else { self.given.way[depth - 1].1 };
        let start = start + usize::from(self.given.text[start..].starts_with('.'));
        Origin { source: self.source, start, end: self.given.way[depth].1 }
    }

    /// The table or list whose parts are at a depth, in words.
    fn place(&self, depth: usize) -> String {
        if depth == 0 { "the scenario".to_owned() } else { quoted(&dotted(&self.way[..depth])) }
    }
}
