select * from warehouse.gates.gate_results
